import type { SignInChallengesPort, SignInTry } from '@portal/core/identity/sign-in-challenges.port';
import type { RedisGuard } from './redis-guard.ts';

// A challenge is one hash: `address`, `browser`, `tries`, and `code:<hash>` → the end of that code in the server's own
// milliseconds. It lives as long as its youngest code.
const nowInLua = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const addCode = `${nowInLua}
local address, browser, tries = unpack(redis.call('HMGET', KEYS[1], 'address', 'browser', 'tries'))
if address and (address ~= ARGV[1] or browser ~= ARGV[2]) then return 'mismatch' end
if tries and tonumber(tries) >= tonumber(ARGV[5]) then return 'spent' end
redis.call('HSET', KEYS[1], 'address', ARGV[1], 'browser', ARGV[2], 'code:' .. ARGV[3], now + ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 'added'`;

// Beside it, the failures of the address: `count`, and `lockedUntil` in the server's own milliseconds. The try is
// counted before anything is said of the code: a server whose memory is full still deletes but counts no more, and one
// that let the right code in then would be asked for it a million times.
const tryCode = `${nowInLua}
local address, browser, tries, ends = unpack(redis.call('HMGET', KEYS[1], 'address', 'browser', 'tries', 'code:' .. ARGV[3]))
if not address or address ~= ARGV[1] or browser ~= ARGV[2] then return {'unknown'} end
local lockedUntil = tonumber(redis.call('HGET', KEYS[2], 'lockedUntil') or 0)
if lockedUntil > now then return {'locked', lockedUntil - now} end
if tries and tonumber(tries) >= tonumber(ARGV[4]) then return {'spent'} end
redis.call('HINCRBY', KEYS[1], 'tries', 1)
if ends and tonumber(ends) > now then
  redis.call('DEL', KEYS[1], KEYS[2])
  return {'right'}
end
local failures, first, longest, forgotten = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local count, lock = redis.call('HINCRBY', KEYS[2], 'count', 1), 0
if count % failures == 0 then
  lock = math.min(first * 2 ^ (count / failures - 1), longest)
  redis.call('HSET', KEYS[2], 'lockedUntil', now + lock)
end
redis.call('PEXPIRE', KEYS[2], lock + forgotten)
return {'wrong'}`;

/** Each step is one script: nothing can come between the look and the count. */
export function createSignInChallenges(askRedis: RedisGuard): SignInChallengesPort {
  const keyOf = (challengeId: string) => `portal:challenge:${challengeId}`;
  const failuresOf = (addressHash: string) => `portal:failures:${addressHash}`;
  return {
    addCode: async ({ challengeId, addressHash, browserHash, codeHash, lifetimeMs, maxTries }) => {
      const answer = await askRedis((redis) =>
        redis.eval(addCode, 1, keyOf(challengeId), addressHash, browserHash, codeHash, lifetimeMs, maxTries),
      );
      return answer as 'added' | 'mismatch' | 'spent';
    },
    tryCode: async ({ challengeId, addressHash, browserHash, codeHash, maxTries, backOff }) => {
      const keys = [keyOf(challengeId), failuresOf(addressHash)];
      const numbers = [maxTries, backOff.failures, backOff.firstMs, backOff.longestMs, backOff.forgottenAfterMs];
      const answer = await askRedis((redis) =>
        redis.eval(tryCode, keys.length, ...keys, addressHash, browserHash, codeHash, ...numbers),
      );
      const [outcome, lockedForMs] = answer as [SignInTry['outcome'], number?];
      return outcome === 'locked' ? { outcome, retryAfterMs: lockedForMs ?? 0 } : { outcome };
    },
  };
}
