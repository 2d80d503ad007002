import { untilNoneIsLeft } from '../until-none-is-left.ts';
import { noticePolicy } from './notice-policy.ts';
import type { NoticeBatchesPort } from './notices.port.ts';

const atOnce = 100;

/** Answers how many messages are remembered no more. */
export type ForgetNotices = () => Promise<number>;

/** Forgets what was told three months ago, some at a time. */
export function createForgetNotices(dependencies: {
  batches: Pick<NoticeBatchesPort, 'deleteClosed'>;
  now: () => Date;
}): ForgetNotices {
  const { batches, now } = dependencies;
  return async () => {
    const closedBefore = new Date(now().getTime() - noticePolicy.keptMs);
    return untilNoneIsLeft(atOnce, () => batches.deleteClosed({ closedBefore, atMost: atOnce }));
  };
}
