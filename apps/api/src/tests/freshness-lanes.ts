import { createPostgres } from '@portal/adapters/postgres/pool';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { secret } from '@portal/core/secret';
import { openFrozenReader } from '@portal/testing/frozen-reader';
import type { TestDatabase } from '@portal/testing/postgres';
import { openRecordHistory } from '@portal/testing/record-history';
import { testRedis } from '@portal/testing/redis';
import * as fc from 'fast-check';
import type { Grounds } from './freshness-accidents.ts';
import type { Design } from './freshness-designs.ts';
import { runFreshness, scenario } from './freshness-run.ts';

export type Search = { design: Design; seed: number; lanes: number; runsALane: number };
export type Found = { counts: Record<string, number>; firstFault: string | undefined };

/** Looks for a list that shows what it must not, in several lanes at once, and stops at the first one that is found. */
export async function searchForStaleLists(database: TestDatabase, search: Search): Promise<Found> {
  const found: Found = { counts: {}, firstFault: undefined };
  const lanes = Array.from({ length: search.lanes }, (_, lane) => lane);
  await Promise.all(lanes.map((lane) => searchLane(database, search, lane, found)));
  return found;
}

async function searchLane(database: TestDatabase, search: Search, lane: number, found: Found): Promise<void> {
  const { ground, close } = await openGround(database);
  const seed = search.seed + lane;
  const property = fc.asyncProperty(scenario, async (one) => {
    if (found.firstFault !== undefined) return;
    const { counts, faults } = await runFreshness(ground, search.design, one);
    for (const [what, times] of Object.entries({ ...counts, runs: 1 })) {
      found.counts[what] = (found.counts[what] ?? 0) + times;
    }
    if (faults[0] !== undefined) found.firstFault ??= `seed ${seed}: ${faults[0]}`;
  });
  try {
    await fc.assert(property, { seed, numRuns: search.runsALane, endOnFailure: true });
  } finally {
    await close();
  }
}

async function openGround(database: TestDatabase): Promise<{ ground: Grounds; close: () => Promise<void> }> {
  const broken = (error: Error): never => {
    throw error;
  };
  const postgres = createPostgres({ url: secret(database.applicationUrl), maxConnections: 2, onError: broken });
  const redis = createRedis({ url: secret((await testRedis()).url), commandTimeoutMs: 10_000, onError: broken });
  await settleRedis(redis, 10_000);
  const replica = await openFrozenReader(database.applicationUrl);
  const history = await openRecordHistory(database);
  return {
    ground: { postgres, redis, replica, history },
    close: async () => {
      redis.disconnect();
      await Promise.all([postgres.close(), replica.close(), history.close()]);
    },
  };
}
