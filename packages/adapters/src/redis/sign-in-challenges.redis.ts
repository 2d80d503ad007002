import type { SignInChallengesPort, SignInTry } from '@portal/core/identity/sign-in-challenges.port';
import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';

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

const tryCode = `${nowInLua}
local address, browser, tries, ends = unpack(redis.call('HMGET', KEYS[1], 'address', 'browser', 'tries', 'code:' .. ARGV[2]))
if not address or browser ~= ARGV[1] then return {'unknown'} end
if tries and tonumber(tries) >= tonumber(ARGV[3]) then return {'spent'} end
if ends and tonumber(ends) > now then
  redis.call('DEL', KEYS[1])
  return {'right', address}
end
redis.call('HINCRBY', KEYS[1], 'tries', 1)
return {'wrong'}`;

/** Each step is one script on one key: nothing can come between the look and the count. */
export function createSignInChallenges(redis: Redis): SignInChallengesPort {
  const keyOf = (challengeId: string) => `portal:challenge:${challengeId}`;
  return {
    addCode: async ({ challengeId, addressHash, browserHash, codeHash, lifetimeMs, maxTries }) => {
      const answer = await orUnavailable(
        redis.eval(addCode, 1, keyOf(challengeId), addressHash, browserHash, codeHash, lifetimeMs, maxTries),
      );
      return answer as 'added' | 'mismatch' | 'spent';
    },
    tryCode: async ({ challengeId, browserHash, codeHash, maxTries }) => {
      const answer = await orUnavailable(redis.eval(tryCode, 1, keyOf(challengeId), browserHash, codeHash, maxTries));
      const [outcome, addressHash] = answer as [SignInTry['outcome'], string?];
      return outcome === 'right' ? { outcome, addressHash: addressHash ?? '' } : { outcome };
    },
  };
}
