import { createActivityLog } from '@portal/adapters/postgres/activity-log.postgres';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createExportActivity } from '@portal/core/activity/export-activity';
import { createListActivity } from '@portal/core/activity/list-activity';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import { createCursorCodec } from './http/cursor.ts';
import { createActivityRoutes } from './routes/activity.routes.ts';

export function composeActivity(
  config: Pick<Config, 'urlSigningKey'>,
  { postgres, now }: { postgres: Postgres; now: () => Date },
): readonly RegisterRoutes[] {
  const activityLog = createActivityLog(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({ activity: createActivity(client) }));
  const routes = createActivityRoutes({
    listActivity: createListActivity({ activityLog }),
    exportActivity: createExportActivity({ activityLog, inTransaction }),
    cursors: createCursorCodec({ signingKey: config.urlSigningKey }),
    now,
  });
  return [routes];
}
