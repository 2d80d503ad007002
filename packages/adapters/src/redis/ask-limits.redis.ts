import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';

// The moments of what was allowed, in a sorted set by the server's own milliseconds. ARGV: count and window, in pairs.
const take = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local longest, wait = 0, 0
for i = 1, #ARGV, 2 do longest = math.max(longest, tonumber(ARGV[i + 1])) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - longest)
for i = 1, #ARGV, 2 do
  local count, window = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local moments = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. (now - window), '+inf', 'WITHSCORES')
  local taken = #moments / 2
  if taken >= count then
    wait = math.max(wait, tonumber(moments[2 * (taken - count + 1)]) + window - now)
  end
end
if wait > 0 then return wait end
redis.call('ZADD', KEYS[1], now, time[1] .. '.' .. time[2] .. '.' .. redis.call('ZCARD', KEYS[1]))
redis.call('PEXPIRE', KEYS[1], longest)
return 0`;

export function createAskLimits(redis: Redis): AskLimitsPort {
  return {
    take: async (key, rules) => {
      const pairs = rules.flatMap(({ count, windowMs }) => [count, windowMs]);
      const wait = Number(await orUnavailable(redis.eval(take, 1, `portal:asked:${key}`, ...pairs)));
      return wait > 0 ? { allowed: false, retryAfterMs: wait } : { allowed: true };
    },
  };
}
