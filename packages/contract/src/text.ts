import * as z from 'zod/mini';

/** What Postgres' `text` and a JSON answer can both carry: no NUL, no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** One line or more that a patient wrote: stored and shown exactly as written. */
export function writtenText(maxLength: number) {
  return z
    .string()
    .check(z.maxLength(maxLength), z.refine(isStorable, { error: 'This text holds a character that cannot be kept.' }));
}

/** As `writtenText`, and there is something to see in it. */
export function visibleText(maxLength: number) {
  return writtenText(maxLength).check(
    z.refine((text) => text.trim().length > 0, { error: 'Please write something here.' }),
  );
}
