import type { Problem, ProblemCode } from '@portal/contract/problem';

/**
 * Why a call had no good answer. `refused`: the portal said no and `problem` says why. `offline`: this device has no
 * network. `unreachable`: nothing came back, or not from the portal. `unreadable`: an answer the contract does not know.
 */
export type ApiProblemKind = 'refused' | 'offline' | 'unreachable' | 'unreadable';

type ApiProblemDetails = {
  kind: ApiProblemKind;
  problem: Problem | undefined;
  status: number | undefined;
  requestId: string | undefined;
  /** Of `Retry-After`; `undefined` where the answer had none. */
  retryAfterInSeconds: number | undefined;
  cause: unknown;
};

export class ApiProblem extends Error {
  readonly kind: ApiProblemKind;
  readonly problem: Problem | undefined;
  readonly status: number | undefined;
  /** The number to quote. */
  readonly requestId: string | undefined;
  /** Before then the same call is refused again. A moment of this device (`Date.now()`). */
  readonly retryFrom: number | undefined;

  constructor(details: ApiProblemDetails) {
    super(details.problem?.detail ?? details.kind, { cause: details.cause });
    this.name = 'ApiProblem';
    this.kind = details.kind;
    this.problem = details.problem;
    this.status = details.status;
    this.requestId = details.requestId;
    const { retryAfterInSeconds } = details;
    this.retryFrom = retryAfterInSeconds === undefined ? undefined : Date.now() + retryAfterInSeconds * 1000;
  }

  get code(): ProblemCode | undefined {
    return this.problem?.code;
  }

  /** The same call may do better a little later: no network, or the portal itself is in trouble. */
  get isPassing(): boolean {
    return this.kind === 'offline' || this.kind === 'unreachable' || this.status === 503 || this.status === 429;
  }
}

export function hasCode(error: unknown, code: ProblemCode): boolean {
  return error instanceof ApiProblem && error.code === code;
}
