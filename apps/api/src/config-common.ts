import { secret } from '@portal/core/secret';
import * as z from 'zod';
import { urlOf } from './config-values.ts';

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
