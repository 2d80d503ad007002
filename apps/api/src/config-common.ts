import { secret } from '@portal/core/secret';
import * as z from 'zod';
import { originUrl, urlOf, wholeNumber } from './config-values.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** What every process of the portal is told. */
export const commonVariables = {
  PORTAL_MODE: z.enum(['local', 'production'], 'is neither local nor production'),
  DATABASE_URL: z
    .string('is missing')
    .pipe(urlOf(['postgres:', 'postgresql:']))
    .transform(secret),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(logLevels, `is none of ${logLevels.join(', ')}`).default('info'),
};

/** Where people reach the portal, for who names it to them. */
export const publicUrlVariables = { PORT: wholeNumber(0, 65_535, 5000), PUBLIC_URL: originUrl.optional() };

type PublicUrlValues = { PORTAL_MODE: 'local' | 'production'; PORT: number; PUBLIC_URL?: string | undefined };

export function publicUrlOf({ PORT: port, PUBLIC_URL: url }: PublicUrlValues): URL {
  return new URL(url ?? `http://localhost:${port}`);
}

export function faultsOfPublicUrl({ PORTAL_MODE: mode, PUBLIC_URL: url }: PublicUrlValues): string[] {
  if (mode === 'local' || url?.startsWith('https:')) return [];
  return ['PUBLIC_URL is not an https URL, which production needs.'];
}

type Parsed<Values> = { ok: true; values: Values } | { ok: false; faults: readonly string[] };

/** The variables of an environment; an empty one counts as not set. A line for each fault, which never repeats the value. */
export function parseVariables<Shape extends z.ZodObject>(
  variables: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): Parsed<z.output<Shape>> {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = variables.safeParse(Object.fromEntries(set));
  if (parsed.success) return { ok: true, values: parsed.data };
  const byVariable = Map.groupBy(parsed.error.issues, ({ path }) => path.join('.'));
  return { ok: false, faults: [...byVariable].map(([name, [issue]]) => `${name} ${issue?.message}.`) };
}
