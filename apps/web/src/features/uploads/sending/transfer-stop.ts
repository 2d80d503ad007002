import type { ApiProblem } from '../../../app/api-problem.ts';
import type { UploadFailure } from '../upload.ts';

/** Why a transfer cannot go on now. `gone`: the portal does not know this upload any more; a new one may do. */
export type StopReason =
  | { kind: 'interrupted'; waitAtLeastMs: number | undefined }
  | { kind: 'gone' }
  | { kind: 'failed'; failure: UploadFailure };

export class TransferStop extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(reason.kind);
    this.name = 'TransferStop';
    this.reason = reason;
  }
}

/** What a refused or unanswered call means for the transfer that made it. */
export function stopReasonOf(error: ApiProblem): StopReason {
  if (error.code === 'upload_not_found') return { kind: 'gone' };
  if (error.isPassing || error.code === 'upload_interrupted') {
    const waitAtLeastMs = error.retryFrom === undefined ? undefined : Math.max(0, error.retryFrom - Date.now());
    return { kind: 'interrupted', waitAtLeastMs };
  }
  if (!error.problem) return { kind: 'failed', failure: { kind: 'unreachable' } };
  const { code, detail, instance } = error.problem;
  return { kind: 'failed', failure: { kind: 'refused', code, detail, requestId: instance } };
}
