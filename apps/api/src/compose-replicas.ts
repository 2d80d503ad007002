import { createPostgres } from '@portal/adapters/postgres/pool';
import type { Postgres } from '@portal/adapters/postgres/pool';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

// The primary answers in milliseconds: nobody is to wait long for somebody who is asked to spare it.
const patience = { connectMs: 200, statementMs: 300 };
const maxConnections = 10;

/** A pool for each replica, in the order of the configuration. None of them has to be there. */
export function composeReplicas(
  config: Pick<Config, 'databaseReplicaUrls'>,
  { logger }: { logger: Logger },
): Postgres[] {
  return config.databaseReplicaUrls.map((url, index) =>
    createPostgres({
      url,
      maxConnections,
      patience,
      onError: (error) => logger.warn({ err: error, replica: index + 1 }, 'a connection to a replica broke'),
    }),
  );
}
