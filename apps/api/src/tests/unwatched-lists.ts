import type { Queryable } from '@portal/adapters/postgres/pool';
import { pino } from 'pino';
import { composeLists, type ListObservers, type Lists } from '../compose-lists.ts';
import type { Config } from '../config.ts';

const observers: ListObservers = {
  lists: { read: () => undefined },
  listCache: { failed: () => undefined },
  replicas: { served: () => undefined, fellBack: () => undefined },
};

/** Lists of a part of the portal that a test puts together by itself. */
export const composeUnwatchedLists = (config: Config, primary: Queryable): Promise<Lists> =>
  composeLists(config, { primary, replicas: [], observers, logger: pino({ level: 'silent' }) });
