import type { ListReadsPort } from '@portal/core/documents/document-lists.port';
import type { DocumentsPage, DocumentsQuery, DocumentsVersion } from '@portal/core/documents/documents.port';
import type { BreakerState, ReplicaFallback, ReplicaObserver } from '@portal/core/documents/list-observer';
import { createPostgresDocuments } from './documents.postgres.ts';
import { createFindListVersion } from './list-versions.postgres.ts';
import type { Queryable } from './pool.ts';
import { createReplicaBreaker, type ReplicaBreaker } from './replica-breaker.ts';

export type PostgresListReads = ListReadsPort & {
  /** Of the replicas, by their place. */
  breakerStates(): readonly BreakerState[];
};

export type ListReadsDependencies = {
  primary: Queryable;
  /** Pools with little patience: a read waits for one of them before it asks the primary. */
  replicas: readonly Queryable[];
  observer: ReplicaObserver;
  /** A clock that never goes back, for the pauses of replicas that failed. */
  nowMs: () => number;
};

/**
 * Pages from the replicas in turn, each believed only where it shows exactly the version that the primary named; whatever
 * else it says, or does not say, the primary is asked. One replica a read, so that a read waits for one at the most.
 */
export function createPostgresListReads(dependencies: ListReadsDependencies): PostgresListReads {
  const { primary, replicas, observer, nowMs } = dependencies;
  const onPrimary = createPostgresDocuments(primary);
  const routes = replicas.map((replica, index) => createRoute(replica, index + 1, nowMs));
  const next = inTurn(routes);
  return {
    breakerStates: () => routes.map(({ breaker }) => breaker.state()),
    findVersion: createFindListVersion(primary),
    readPage: async (query, version) => {
      if (routes.length === 0) return onPrimary.list(query);
      const route = next();
      const answer = route ? await route.read(query, version) : 'none_available';
      if (typeof answer === 'object') {
        observer.served(answer.replica);
        return answer.page;
      }
      observer.fellBack(answer, route?.replica);
      return onPrimary.list(query);
    },
  };
}

type Route = {
  replica: number;
  breaker: ReplicaBreaker;
  /** Never rejects. */
  read(query: DocumentsQuery, version: DocumentsVersion): Promise<Served | ReplicaFallback>;
};

type Served = { replica: number; page: DocumentsPage };

function createRoute(database: Queryable, replica: number, nowMs: () => number): Route {
  const documents = createPostgresDocuments(database);
  const breaker = createReplicaBreaker({ nowMs });
  return {
    replica,
    breaker,
    read: async (query, version) => {
      try {
        const page = await documents.list(query);
        const difference = differenceOf(page.version, version);
        breaker.leave(outcomeOf(difference));
        return difference ?? { replica, page };
      } catch (error) {
        breaker.leave('failed');
        return isTimeout(error) ? 'timeout' : 'error';
      }
    },
  };
}

/** Takes turns among those whose breaker lets one in; undefined where none does. */
function inTurn(routes: readonly Route[]): () => Route | undefined {
  let turn = 0;
  return () => {
    turn = (turn + 1) % routes.length;
    return [...routes.slice(turn), ...routes.slice(0, turn)].find(({ breaker }) => breaker.enter());
  };
}

type Difference = 'behind' | 'ahead' | 'another_timeline';

/** Undefined where both are the same snapshot of the same history. */
function differenceOf(read: DocumentsVersion, asked: DocumentsVersion): Difference | undefined {
  if (read.number < asked.number) return 'behind';
  if (read.number > asked.number) return 'ahead';
  if (read.nonce === asked.nonce) return undefined;
  // Before a record's first document the nonce may have been made by an upload that is under way.
  return asked.number === 0 ? 'behind' : 'another_timeline';
}

/** Who is ahead of what the primary said a moment ago is healthy; another history does not become ours by waiting. */
function outcomeOf(difference: Difference | undefined): 'sound' | 'lagging' | 'failed' {
  if (difference === 'behind') return 'lagging';
  return difference === 'another_timeline' ? 'failed' : 'sound';
}

function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  if (!(cause instanceof Error)) return false;
  const wasCancelled = 'code' in cause && cause.code === '57014';
  return wasCancelled || /timeout|timed out/i.test(cause.message);
}
