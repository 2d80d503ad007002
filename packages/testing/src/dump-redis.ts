import { Redis } from 'ioredis';

/** Everything that stands in a Redis database, a key and its value to a line: what somebody would see who got hold of it. */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const lines: string[] = [];
    for (const key of await redis.keys('*')) lines.push(`${key} ${JSON.stringify(await read(redis, key))}`);
    return lines.join('\n');
  } finally {
    redis.disconnect();
  }
}

/** How many milliseconds a key of a Redis database has left; negative where it has no end or is not there. */
export async function lifeOfKey(url: string, key: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return await redis.pttl(key);
  } finally {
    redis.disconnect();
  }
}

async function read(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'hash') return redis.hgetall(key);
  if (type === 'zset') return redis.zrange(key, '0', '-1');
  if (type === 'string') return redis.get(key);
  throw new Error(`${key} is a ${type}, which is not read here.`);
}
