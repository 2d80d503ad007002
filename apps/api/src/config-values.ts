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

const isUrl = (value: string, protocols: readonly string[]): boolean =>
  protocols.includes(URL.parse(value)?.protocol ?? '');

const named = (protocols: readonly string[]): string => protocols.map((protocol) => `${protocol}//`).join(' or ');

/** Whole URLs with one of these protocols (`https:`). */
export const urlOf = (protocols: readonly string[]) =>
  z.string().refine((value) => isUrl(value, protocols), { error: `is not a URL that begins with ${named(protocols)}` });

/** A URL that is no more than scheme, host and port. */
export const originUrl = urlOf(['http:', 'https:']).refine(
  (value) => URL.parse(value)?.href === `${URL.parse(value)?.origin}/`,
  { error: 'is more than scheme, host and port' },
);

/** Several of them with commas between; a comma inside one is written `%2C`. */
export const urlsOf = (protocols: readonly string[]) =>
  z
    .string()
    .transform((value) => value.split(',').map((url) => url.trim()))
    .refine((urls) => urls.every((url) => isUrl(url, protocols)), {
      error: `is not a list, with commas between, of URLs that begin with ${named(protocols)}`,
    });
