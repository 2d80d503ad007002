import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Viewer } from '../viewer.ts';
import type { ActivityFilter, ActivityLine, ActivityLogPort, ActivityPosition } from './activity-log.port.ts';
import type { ActivityPort } from './activity.port.ts';

export type ExportActivity = (input: {
  viewer: Viewer;
  filter: ActivityFilter;
}) => Promise<AsyncIterable<readonly ActivityLine[]>>;

const linesAtOnce = 500;

/**
 * Every line that the filter lets through, newest first, a page at a time as they are asked for. That it left the
 * portal is written down before the first of them is read, and that line is one of them.
 */
export function createExportActivity({
  activityLog,
  inTransaction,
}: {
  activityLog: ActivityLogPort;
  inTransaction: UnitOfWork<{ activity: ActivityPort }>;
}): ExportActivity {
  return async ({ viewer, filter }) => {
    const { recordId, userId, sessionId, origin } = viewer;
    await inTransaction(({ activity }) =>
      activity.record({
        action: 'activity_exported',
        outcome: 'done',
        actor: { type: 'patient', userId, sessionId },
        recordId,
        documentId: null,
        origin,
      }),
    );
    const read = (after: ActivityPosition | undefined) =>
      activityLog.list(recordId, { filter, limit: linesAtOnce, after });
    // Read before the answer begins: where the store is away, that can still be said.
    const first = await read(undefined);
    return pagesFrom(first, read);
  };
}

type Page = Awaited<ReturnType<ActivityLogPort['list']>>;

async function* pagesFrom(first: Page, read: (after: ActivityPosition) => Promise<Page>) {
  let page = first;
  yield page.items;
  while (page.next) {
    page = await read(page.next);
    yield page.items;
  }
}
