import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import type { RedisGuard } from './redis-guard.ts';

// The moments of what was allowed, in a sorted set a key, by the server's own milliseconds. ARGV: for each key how many
// rules it has, and their counts and windows. The moment that must leave is the `count`-th from the youngest.
const take = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at, wait, refused, longest = 1, 0, 0, {}
for k = 1, #KEYS do
  local rules = tonumber(ARGV[at])
  at, longest[k] = at + 1, 0
  for _ = 1, rules do
    local count, window = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
    at, longest[k] = at + 2, math.max(longest[k], window)
    local moment = redis.call('ZRANGE', KEYS[k], -count, -count, 'WITHSCORES')[2]
    local left = moment and tonumber(moment) + window - now or 0
    if left > wait then wait, refused = left, k end
  end
end
if wait > 0 then return {wait, refused} end
for k = 1, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[k], '-inf', now - longest[k])
  redis.call('ZADD', KEYS[k], now, time[1] .. '.' .. time[2] .. '.' .. redis.call('ZCARD', KEYS[k]))
  redis.call('PEXPIRE', KEYS[k], longest[k])
end
return {0, 0}`;

export function createAskLimits(askRedis: RedisGuard): AskLimitsPort {
  return {
    take: async (asks) => {
      const keys = asks.map(({ key }) => `portal:asked:${key}`);
      const numbers = asks.flatMap(({ rules }) => [
        rules.length,
        ...rules.flatMap(({ count, windowMs }) => [count, windowMs]),
      ]);
      const answer = await askRedis((redis) => redis.eval(take, keys.length, ...keys, ...numbers));
      const [retryAfterMs, place] = answer as [number, number];
      const refused = asks[place - 1];
      return refused ? { allowed: false, key: refused.key, retryAfterMs } : { allowed: true };
    },
  };
}
