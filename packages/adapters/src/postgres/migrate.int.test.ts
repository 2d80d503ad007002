import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

let folder: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrate-'));
  postgres = await startEmbeddedPostgres({ dataFolder: folder, durable: false });
});

afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

test('instances that start together migrate once, and a later one finds nothing to do', async () => {
  const { ownerUrl } = postgres;
  const together = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl })));
  expect(together.filter((names) => names.length > 0)).toHaveLength(1);
  expect(together.flat()).toContain('0001_people-and-records');
  expect(await migrate({ ownerUrl })).toEqual([]);
});
