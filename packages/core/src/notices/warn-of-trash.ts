import type { JobsPort } from '../jobs/jobs.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import { untilNoneIsLeft } from '../until-none-is-left.ts';
import { announce } from './announce.ts';
import { noticePolicy } from './notice-policy.ts';
import type { EndingTrashPort, NoticesPort } from './notices.port.ts';

/** Answers for how many documents somebody is told. */
export type WarnOfTrash = () => Promise<number>;

const atOnce = 100;

/**
 * Tells whose documents leave the trash for good within three days, once each time that they went there: one that is
 * taken back and trashed again is told of again.
 */
export function createWarnOfTrash(dependencies: {
  inTransaction: UnitOfWork<{ endingTrash: EndingTrashPort; notices: NoticesPort; jobs: JobsPort }>;
  now: () => Date;
}): WarnOfTrash {
  const { inTransaction, now } = dependencies;
  const warnOfSome = (after: string | undefined) =>
    inTransaction(async ({ endingTrash, ...ports }) => {
      const createdAt = now();
      const purgedBefore = new Date(createdAt.getTime() + noticePolicy.warnBeforeMs);
      const ending = await endingTrash.list({ now: createdAt, purgedBefore, after, limit: atOnce });
      for (const { recordId, documentId, purgeAt } of ending) {
        const cause = `trash:${documentId}:${purgeAt.toISOString()}`;
        await announce(ports, { kind: 'trash_ending', recordId, documentId, cause, createdAt });
      }
      return ending;
    });

  return () => {
    let after: string | undefined;
    return untilNoneIsLeft(atOnce, async () => {
      const some = await warnOfSome(after);
      after = some.at(-1)?.documentId;
      return some.length;
    });
  };
}
