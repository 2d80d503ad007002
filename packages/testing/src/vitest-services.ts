import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { migrate } from '@portal/adapters/postgres/migrate';
import type { TestProject } from 'vitest/node';
import { offerRadosgw } from './offer-radosgw.ts';
import { findRedisServer, startRedisServer } from './redis-server.ts';
import type {} from './services.ts';

/** Vitest's global setup of the tests against real services: one Postgres, its template database migrated, one Redis. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-tests-'));
  const [postgres, redis, radosgw] = await Promise.all([startPostgres(folder), startRedis(), offerRadosgw(folder)]);
  const { administratorUrl, ownerUrl, applicationUrl } = postgres;
  const urls = { redisUrl: redis.url, radosgwUrl: radosgw.url };
  project.provide('services', { administratorUrl, ownerUrl, applicationUrl, ...urls });
  return async () => {
    await Promise.all([postgres.stop(), redis.stop(), radosgw.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
};

const startPostgres = async (folder: string) => {
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, durable: false });
  await migrate({ ownerUrl: postgres.ownerUrl });
  return postgres;
};

const startRedis = async () => {
  const url = process.env['REDIS_URL'];
  if (url !== undefined && url !== '') return { url, stop: () => Promise.resolve() };
  return startRedisServer(findRedisServer());
};
