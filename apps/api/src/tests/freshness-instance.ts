import { randomBytes } from 'node:crypto';
import { createDocumentLists as createListsInMemory } from '@portal/adapters/memory/document-lists.memory';
import { createPostgresListReads } from '@portal/adapters/postgres/list-reads.postgres';
import type { Postgres, Queryable } from '@portal/adapters/postgres/pool';
import { createDocumentLists } from '@portal/adapters/redis/document-lists.redis';
import type { createRedis } from '@portal/adapters/redis/redis-connection';
import type { RedisGuard } from '@portal/adapters/redis/redis-guard';
import type { BreakerState, ReplicaObserver } from '@portal/core/documents/list-observer';
import { createListsInTwoPlaces } from '@portal/core/documents/lists-in-two-places';
import { PortalProblem } from '@portal/core/problem';
import type { Viewer } from '@portal/core/viewer';
import type { Design, Parts } from './freshness-designs.ts';
import type { Life, Schedule } from './freshness-schedule.ts';

/** The servers that all instances share. */
export type Ground = {
  postgres: Postgres;
  redis: ReturnType<typeof createRedis>;
  replica: Queryable;
};

export type Instance = ReturnType<Design> & { life: Life };

export type Circumstances = {
  ground: Ground;
  design: Design;
  schedule: Schedule;
  viewer: Viewer;
  /** A number below the one that is given; a run is told by all of them. */
  draw: (below: number) => number;
  nowMs: () => number;
  count: (what: string) => void;
};

// Of a hundred calls.
const failing = { primary: 1, replica: 6, redisRefuses: 6, redisKeepsTheAnswer: 6 };
// A few pages: more push others out.
const nearBytes = 2_500;
const sealingKey = randomBytes(32);

/** One process of the portal, put together as `compose-lists.ts` does, with a step before each call that leaves it. */
export function startInstance(circumstances: Circumstances): Instance {
  const { ground, design, schedule, viewer, draw, nowMs, count } = circumstances;
  const life: Life = { isOver: false };
  const steppingTo = (database: Queryable, failures: number): Queryable => ({
    query: (text, values, name) =>
      schedule.step(life, () =>
        draw(100) < failures ? Promise.reject(unavailable()) : database.query(text, values, name),
      ),
  });
  const primary = steppingTo(ground.postgres, failing.primary);
  const replica = steppingTo(ground.replica, failing.replica);
  const askRedis = steppingGuard(ground.redis, { life, schedule, draw });
  const far = createDocumentLists({
    guard: askRedis,
    sealingKey,
    epoch: '1',
    contract: 'freshness',
    observer: { failed: (operation) => count(`redis_${operation}_failed`) },
    onError: () => undefined,
  });
  const parts: Parts = {
    viewer,
    reads: createPostgresListReads({ primary, replicas: [replica], observer: countingReplicas(count), nowMs }),
    lists: createListsInTwoPlaces({ near: createListsInMemory({ mostBytes: nearBytes }), far }),
    primary,
    replica,
    askRedis,
    count,
  };
  return { ...design(parts), life };
}

const countingReplicas = (count: (what: string) => void): ReplicaObserver => ({
  served: () => count('replica_served'),
  fellBack: (reason) => count(`replica_${reason}`),
});

function steppingGuard(
  redis: Ground['redis'],
  { life, schedule, draw }: Pick<Circumstances, 'schedule' | 'draw'> & { life: Life },
): RedisGuard {
  const ask: <Result>(command: (redis: Ground['redis']) => Promise<Result>) => Promise<Result> = (command) =>
    schedule.step(life, async () => {
      const fate = draw(100);
      if (fate < failing.redisRefuses) throw unavailable();
      const answer = await command(redis);
      // It was done, and whoever asked takes it for a failure.
      if (fate < failing.redisRefuses + failing.redisKeepsTheAnswer) throw unavailable();
      return answer;
    });
  return Object.assign(ask, { breakerState: (): BreakerState => 'closed' });
}

const unavailable = (): PortalProblem => new PortalProblem('service_unavailable', 'Not now.');
