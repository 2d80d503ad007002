import { createHash } from 'node:crypto';
import { isProblem } from '@portal/core/problem';
import { RedisStore } from 'rate-limit-redis';
import type { RedisReply } from 'rate-limit-redis';
import type { RedisGuard } from './redis-guard.ts';

/** Counts requests, in fixed windows, for all instances together. Rejects while Redis cannot be reached. */
export function createRequestCounts(askRedis: RedisGuard, { name }: { name: string }): RedisStore {
  const send = async (command: string, args: readonly string[]): Promise<RedisReply> => {
    try {
      return (await askRedis((redis) => redis.call(command, ...args))) as RedisReply;
    } catch (error) {
      // The store tells a script that is gone from a server that is gone by the server's own words.
      throw isProblem(error) ? error.cause : error;
    }
  };
  return new RedisStore({
    prefix: `portal:requests:${name}:`,
    sendCommand: async (command, ...args) => {
      if (command !== 'SCRIPT') return send(command, args);
      // What the store learns at the start it keeps: without this, a portal that is started while Redis is down would
      // never count there. It loads the script again where the server does not know it.
      const [, script = ''] = args;
      return send(command, args).catch(() => createHash('sha1').update(script).digest('hex'));
    },
  });
}
