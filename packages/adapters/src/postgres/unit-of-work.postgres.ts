import type { UnitOfWork } from '@portal/core/unit-of-work.port';
import type { Postgres, Queryable } from './pool.ts';

/** One transaction over whatever ports `portsOf` binds to its connection. */
export function createUnitOfWork<Ports>(postgres: Postgres, portsOf: (client: Queryable) => Ports): UnitOfWork<Ports> {
  return (work) => postgres.transaction((client) => work(portsOf(client)));
}
