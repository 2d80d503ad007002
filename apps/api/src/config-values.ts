import * as z from 'zod';

/** `otherwise` undefined: what is not set is decided from other variables. */
export const wholeNumber = <Otherwise extends number | undefined>(min: number, max: number, otherwise: Otherwise) =>
  z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `is less than ${min}`).max(max, `is more than ${max}`))
    .optional()
    .transform((value): number | Otherwise => value ?? otherwise);

/** Whole URLs with one of these protocols (`https:`). */
export const urlOf = (protocols: readonly string[]) =>
  z.string().refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
    error: `is not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
