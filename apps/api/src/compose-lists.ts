import { createDocumentLists as createDocumentListsInMemory } from '@portal/adapters/memory/document-lists.memory';
import { createDocumentLists } from '@portal/adapters/redis/document-lists.redis';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { guardRedis } from '@portal/adapters/redis/redis-guard';
import { createPostgresListReads } from '@portal/adapters/postgres/list-reads.postgres';
import type { Queryable } from '@portal/adapters/postgres/pool';
import type { DocumentListsPort, ListReadsPort } from '@portal/core/documents/document-lists.port';
import type {
  BreakerState,
  ListCacheObserver,
  ListObserver,
  ReplicaObserver,
} from '@portal/core/documents/list-observer';
import { createReadUnderVersion, type ReadUnderVersion } from '@portal/core/documents/read-under-version';
import { createListsInTwoPlaces } from '@portal/core/documents/lists-in-two-places';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createListSealingKey } from './list-sealing-key.ts';
import { listContract } from './routes/lists.presenter.ts';

export type Lists = {
  reads: ListReadsPort;
  readUnderVersion: ReadUnderVersion;
  /** Of the replicas, by their place. */
  replicaBreakers: () => readonly BreakerState[];
  /** Of the cache that all instances share; undefined where there is none. */
  cacheBreaker: (() => BreakerState) | undefined;
  /** Rejects where that cache cannot be reached; undefined where there is none. */
  checkCache: (() => Promise<unknown>) | undefined;
  close: () => void;
};

export type ListObservers = { lists: ListObserver; listCache: ListCacheObserver; replicas: ReplicaObserver };

type ListsConfig = Pick<Config, 'redisUrl' | 'redisCacheUrl' | 'listCacheEpoch' | 'urlSigningKey'>;

const nearBytes = 32 * 1024 * 1024;
const redisStartMs = 1_000;
const findWithinMs = 100;
const pauseMs = 1_000;

/** Lists: the version from the primary, the page from the cache, what is not there from a replica or the primary. */
export async function composeLists(
  config: ListsConfig,
  input: { primary: Queryable; replicas: readonly Queryable[]; observers: ListObservers; logger: Logger },
): Promise<Lists> {
  const { primary, replicas, observers, logger } = input;
  const nowMs = (): number => performance.now();
  const reads = createPostgresListReads({ primary, replicas, observer: observers.replicas, nowMs });
  const { lists, cacheBreaker, checkCache, close } = await composeCache(config, {
    observer: observers.listCache,
    logger,
  });
  return {
    reads,
    readUnderVersion: createReadUnderVersion({
      findVersion: (recordId) => reads.findVersion(recordId),
      lists,
      observer: observers.lists,
    }),
    replicaBreakers: () => reads.breakerStates(),
    cacheBreaker,
    checkCache,
    close,
  };
}

/** In Redis for all instances, with a little of it in this process; or in this process alone. */
async function composeCache(
  config: ListsConfig,
  { observer, logger }: { observer: ListCacheObserver; logger: Logger },
): Promise<Pick<Lists, 'cacheBreaker' | 'checkCache' | 'close'> & { lists: DocumentListsPort }> {
  const near = createDocumentListsInMemory({ mostBytes: nearBytes });
  const url = config.redisCacheUrl ?? config.redisUrl;
  if (!url) return { lists: near, cacheBreaker: undefined, checkCache: undefined, close: () => undefined };
  const onError = (error: unknown): void => logger.warn({ err: error }, 'the cache of lists cannot be reached');
  const redis = createRedis({ url, commandTimeoutMs: findWithinMs, onError });
  await settleRedis(redis, redisStartMs);
  const far = createDocumentLists({
    guard: guardRedis(redis, { pauseMs }),
    sealingKey: createListSealingKey(config),
    epoch: config.listCacheEpoch,
    contract: listContract,
    observer,
    onError,
  });
  return {
    lists: createListsInTwoPlaces({ near, far }),
    cacheBreaker: far.breakerState,
    checkCache: () => redis.ping(),
    close: () => redis.disconnect(),
  };
}
