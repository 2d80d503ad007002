import { createPostgres } from '@portal/adapters/postgres/pool';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { secret } from '@portal/core/secret';
import { writeMeasurement } from '@portal/testing/measurement';
import { testRedis } from '@portal/testing/redis';
import { type ReplicatedPostgres, startReplicatedPostgres } from '@portal/testing/replicated-postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Design, deleteOnWrite, portal } from './freshness-designs.ts';
import type { Ground } from './freshness-instance.ts';
import { loadWithPatients } from './freshness-load.ts';

const delayMs = 1_500;
const seed = 22_112_026;
const plan = { seed, patients: 12, readsAPatient: 450, restMs: 4_000 };

let servers: ReplicatedPostgres;
let ground: Ground;
let close: () => Promise<void>;

beforeAll(async () => {
  servers = await startReplicatedPostgres({ delayMs });
  const onError = (): void => undefined;
  const pools = {
    postgres: createPostgres({ url: secret(servers.primary.applicationUrl), onError }),
    replica: createPostgres({ url: secret(servers.replica.applicationUrl), onError }),
  };
  const redis = createRedis({ url: secret((await testRedis()).url), commandTimeoutMs: 5_000, onError });
  await settleRedis(redis, 10_000);
  ground = { ...pools, redis };
  close = async () => {
    redis.disconnect();
    await Promise.all([pools.postgres.close(), pools.replica.close()]);
  };
});
afterAll(async () => {
  await close();
  await servers.stop();
});

// The second half is the mutant: the same patients over another design have to see stale lists.
it('no list is stale over a real replica that is 1.5 s behind, while plain cache-aside shows stale ones', async () => {
  const ours = await loadWithPatients(ground, { ...plan, design: portal });
  expect(ours.faults).toEqual([]);
  expect(ours.counts['reads']).toBeGreaterThan(5_000);
  expect(ours.counts['replica_served']).toBeGreaterThan(0);
  expect(ours.counts['replica_behind']).toBeGreaterThan(0);
  const aside: Design = (parts) => deleteOnWrite(parts, parts.replica);
  const theirs = await loadWithPatients(ground, { ...plan, design: aside });
  expect(theirs.faults.filter((fault) => fault.startsWith('stale')).length).toBeGreaterThan(0);
  await writeMeasurement({
    name: 'list-freshness-replica',
    claim:
      `${plan.patients} patients change and read their documents over two instances, a real primary and a real replica ` +
      `that shows each commit ${delayMs} ms after it: no list is stale. Over cache-aside that deletes on write and reads ` +
      'from the replica, the same patients see stale lists.',
    seed,
    figures: {
      stale: ours.faults.length,
      ...ours.counts,
      cacheAsideStale: theirs.faults.length,
      cacheAsideReads: theirs.counts['reads'] ?? NaN,
    },
  });
});
