import * as z from 'zod';
import { urlOf, wholeNumber } from './config-values.ts';

type ClamdAddress = { host: string; port: number } | { path: string };

export type ScannerConfig = {
  /** `auto`: clamd where it answers when the portal starts, none otherwise. */
  way: 'auto' | 'none' | 'clamd';
  address: ClamdAddress;
  streamLimitInBytes: number;
};

const defaultUrl = 'unix:/run/clamav/clamd.ctl';
const mebibyte = 1024 ** 2;

export const scannerVariables = {
  SCANNER: z.enum(['auto', 'none', 'clamd'], 'is none of auto, none, clamd').optional(),
  CLAMD_URL: urlOf(['tcp:', 'unix:'])
    .refine((value) => addressOf(value) !== undefined, 'is neither tcp://host:port nor unix:/path')
    .optional(),
  // clamd stops at 2 GB, whatever it is told.
  CLAMD_STREAM_BYTES: wholeNumber(1, 2_000_000_000, 1_100 * mebibyte),
};

type Values = z.output<z.ZodObject<typeof scannerVariables>>;

export function readScanner(
  values: Values,
  mode: 'local' | 'production',
): { chosen: ScannerConfig; faults: readonly string[] } {
  const way = values.SCANNER ?? (mode === 'local' ? 'auto' : 'clamd');
  const faults: string[] = [];
  if (mode === 'production' && way !== 'clamd') faults.push(`SCANNER is ${way}, which is for one machine only.`);
  if (mode === 'production' && !values.CLAMD_URL) faults.push('CLAMD_URL is missing, which SCANNER=clamd needs.');
  const address = addressOf(values.CLAMD_URL ?? defaultUrl) ?? { path: '' };
  return { chosen: { way, address, streamLimitInBytes: values.CLAMD_STREAM_BYTES }, faults };
}

function addressOf(text: string): ClamdAddress | undefined {
  const url = new URL(text);
  if (url.protocol === 'unix:') return url.pathname.startsWith('/') ? { path: url.pathname } : undefined;
  const port = Number(url.port);
  return url.hostname !== '' && port > 0 ? { host: url.hostname.replaceAll(/^\[|\]$/g, ''), port } : undefined;
}
