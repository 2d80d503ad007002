import type { JobsPort } from '../jobs/jobs.port.ts';
import { untilNoneIsLeft } from '../until-none-is-left.ts';
import type { NoticeBatchesPort } from './notices.port.ts';

const atOnce = 100;
const overdueAfterMs = 60 * 60 * 1000;

/** Answers how many records are told anew, because the job that was to do it is lost or dead. */
export type RequeueNotices = () => Promise<number>;

/** Asks once more for what was to be told an hour ago. A job too many does nothing. */
export function createRequeueNotices(dependencies: {
  batches: Pick<NoticeBatchesPort, 'listOverdue'>;
  jobs: JobsPort;
  now: () => Date;
}): RequeueNotices {
  const { batches, jobs, now } = dependencies;
  return async () => {
    const before = new Date(now().getTime() - overdueAfterMs);
    let after: string | undefined;
    return untilNoneIsLeft(atOnce, async () => {
      const some = await batches.listOverdue({ before, after, limit: atOnce });
      for (const recordId of some) await jobs.enqueue({ kind: 'send_notices', recordId });
      after = some.at(-1);
      return some.length;
    });
  };
}
