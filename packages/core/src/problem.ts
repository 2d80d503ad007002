import type { FieldError, ProblemCode } from '@portal/contract/problem';

/**
 * A "no" of the portal: a code that programs read, and a sentence that a patient can act on.
 * The only error class of the house; anything else that is thrown is a fault and answers as one.
 */
export class PortalProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  /** When asking again makes sense; travels as `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'PortalProblem';
    this.code = code;
    this.detail = detail;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export function isProblem(error: unknown, code?: ProblemCode): error is PortalProblem {
  return error instanceof PortalProblem && (code === undefined || error.code === code);
}
