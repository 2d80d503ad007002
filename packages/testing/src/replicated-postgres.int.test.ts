import { afterAll, beforeAll, expect, test } from 'vitest';
import { askDatabase } from './ask-database.ts';
import { type ReplicatedPostgres, startReplicatedPostgres } from './replicated-postgres.ts';

const delayMs = 3_000;
let servers: ReplicatedPostgres;

beforeAll(async () => {
  servers = await startReplicatedPostgres({ delayMs });
}, 90_000);
afterAll(() => servers.stop());

test('a replica shows what was committed on its primary, the delay later and no sooner', async () => {
  const { primary, replica } = servers;
  const onReplica = { ownerUrl: replica.applicationUrl };
  const count = async () => (await askDatabase(onReplica, 'select count(*)::int as count from records'))[0]?.['count'];

  const began = performance.now();
  await askDatabase(primary, `insert into records (id) values ('018f0000-0000-7000-8000-000000000000')`);
  expect(await count()).toBe(0);
  await replica.catchUp();
  expect(await count()).toBe(1);
  expect(performance.now() - began).toBeGreaterThan(delayMs);
  await expect(askDatabase(onReplica, 'insert into records (id) values (gen_random_uuid())')).rejects.toThrow(
    'read-only',
  );

  await replica.stop();
  await expect(count()).rejects.toThrow('ECONNREFUSED');
  await replica.start();
  await replica.promote();
  await askDatabase(onReplica, `insert into records (id) values ('018f0000-0000-7000-8000-000000000001')`);
  expect(await count()).toBe(2);
}, 60_000);
