import * as z from 'zod';
import { wholeNumber } from './config-values.ts';

/** Where those who run the portal are answered; undefined: nowhere. */
export type InternalConfig = { host: string; port: number } | undefined;

export const internalVariables = {
  INTERNAL_PORT: wholeNumber(0, 65_535, undefined),
  INTERNAL_HOST: z.union([z.ipv4(), z.ipv6()], 'is no IP address').default('127.0.0.1'),
};

type Values = z.output<z.ZodObject<typeof internalVariables>> & { PORTAL_MODE: 'local' | 'production' };

/** One's own machine needs nobody who watches it; where many are watched, the port is the same on all of them. */
export function internalOf(values: Values, portInProduction: number): InternalConfig {
  const port = values.INTERNAL_PORT ?? (values.PORTAL_MODE === 'local' ? 0 : portInProduction);
  return port === 0 ? undefined : { host: values.INTERNAL_HOST, port };
}
