import { createActivityLog, createActivityMonths } from '@portal/adapters/postgres/activity-log.postgres';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createExportActivity } from '@portal/core/activity/export-activity';
import { createKeepActivity } from '@portal/core/activity/keep-activity';
import { createListActivity } from '@portal/core/activity/list-activity';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import { createCursorCodec } from './http/cursor.ts';
import type { WorkMetrics } from './metrics/work-metrics.ts';
import { repeat } from './repeat.ts';
import { createActivityRoutes } from './routes/activity.routes.ts';

const keepEveryMs = 24 * 60 * 60 * 1000;

export type ActivityPart = { routes: readonly RegisterRoutes[]; startTimers: () => void; close: () => Promise<void> };

export function composeActivity(
  config: Pick<Config, 'urlSigningKey'>,
  { postgres, logger, metrics, now }: { postgres: Postgres; logger: Logger; metrics: WorkMetrics; now: () => Date },
): ActivityPart {
  const activityLog = createActivityLog(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({ activity: createActivity(client) }));
  const routes = createActivityRoutes({
    listActivity: createListActivity({ activityLog }),
    exportActivity: createExportActivity({ activityLog, inTransaction }),
    cursors: createCursorCodec({ signingKey: config.urlSigningKey }),
    now,
  });
  const months = createActivityMonths(postgres);
  const keepActivity = metrics.watchWork('keep_activity', createKeepActivity({ months }));
  const onError = (error: unknown): void => logger.error({ err: error }, 'failed: keeping the activity record');

  let first: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof repeat> | undefined;
  return {
    routes: [routes],
    startTimers: () => {
      if (timer) return;
      // At once too: a portal that is started anew every day would never come to its day's end.
      first = keepActivity().catch(onError);
      timer = repeat({ work: keepActivity, everyMs: keepEveryMs, onError });
    },
    close: async () => {
      await first;
      await timer?.stop();
    },
  };
}
