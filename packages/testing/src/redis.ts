import { Redis } from 'ioredis';
import { inject } from 'vitest';
import type {} from './services.ts';

/**
 * The URL of an empty Redis database of its own (`redis://127.0.0.1:PORT/NUMBER`), for one test file.
 * Numbers are handed out in turn, so files that run side by side never share one.
 */
export const testRedis = async (): Promise<{ url: string }> => {
  const { redisUrl } = inject('services');
  const client = new Redis(redisUrl, { db: 0 });
  try {
    const [, databases] = (await client.config('GET', 'databases')) as [string, string];
    const number = 1 + ((await client.incr('tests:databases-handed-out')) % (Number(databases) - 1));
    await client.select(number);
    await client.flushdb();
    const url = new URL(redisUrl);
    url.pathname = `/${number}`;
    return { url: url.href };
  } finally {
    client.disconnect();
  }
};
