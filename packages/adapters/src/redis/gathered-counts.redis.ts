import type { RedisGuard } from './redis-guard.ts';

const gatherMs = 100;
const mostKeys = 20_000;
// Requests of one client can be spread over all instances: each lets as much too many through as it keeps to itself.
const largestUntoldShare = 1 / 20;

const addScript = `
local hits = redis.call('INCRBY', KEYS[1], ARGV[1])
local leftMs = redis.call('PTTL', KEYS[1])
if leftMs < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  leftMs = tonumber(ARGV[2])
end
return { hits, leftMs }`;

type Counted = { totalHits: number; resetTime: Date };

/** What express-rate-limit asks of a store. */
export type GatheredCounts = {
  localKeys: false;
  init(options: { windowMs: number; limit: unknown }): void;
  increment(key: string): Promise<Counted>;
  decrement(key: string): Promise<void>;
  resetKey(key: string): Promise<void>;
  shutdown(): void;
};

/** `total`: as Redis told it last. `telling`, `added`: counted here and on the way to Redis, or not yet. */
type Entry = { key: string; total: number; telling: number; added: number; endsAtMs: number; resetTime: Date };

/**
 * Counts requests, in fixed windows, for all instances together, without a question for each of them: while less than
 * half of the limit is used up, what comes in a tenth of a second, up to a twentieth of the limit, is told to Redis at
 * once. From there on Redis is asked each time, so that the limit is met to the request. Rejects where Redis has to be
 * asked and cannot be.
 */
export function createGatheredCounts(
  askRedis: RedisGuard,
  { name, nowMs }: { name: string; nowMs: () => number },
): GatheredCounts {
  let windowMs = 60_000;
  let limit = 0;
  const entries = new Map<string, Entry>();
  let untold = new Set<Entry>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nameOf = (key: string): string => `portal:requests:${name}:${key}`;

  async function tell(entry: Entry): Promise<Counted> {
    const count = entry.added;
    entry.added = 0;
    entry.telling += count;
    try {
      const answer = await askRedis((redis) => redis.eval(addScript, 1, nameOf(entry.key), count, windowMs));
      const [totalHits, leftMs] = answer as [number, number];
      entry.total = totalHits;
      entry.endsAtMs = nowMs() + leftMs;
      entry.resetTime = new Date(Date.now() + leftMs);
      return { totalHits, resetTime: entry.resetTime };
    } catch (error) {
      // Told with the next ones, and counted here meanwhile.
      entry.added += count;
      throw error;
    } finally {
      entry.telling -= count;
    }
  }

  function tellSoon(entry: Entry): void {
    untold.add(entry);
    timer ??= setTimeout(() => {
      timer = undefined;
      const these = untold;
      untold = new Set();
      // Whoever cannot be told of now is told of with the next request of the same key.
      void Promise.allSettled([...these].filter(({ added }) => added > 0).map(tell));
    }, gatherMs).unref();
  }

  function put(entry: Entry): void {
    entries.delete(entry.key);
    entries.set(entry.key, entry);
    for (const [oldest, { endsAtMs }] of entries) {
      if (entries.size <= mostKeys && endsAtMs > nowMs()) return;
      entries.delete(oldest);
    }
  }

  const untoldOf = ({ telling, added }: Entry): number => telling + added;
  const usedOf = (entry: Entry): number => entry.total + untoldOf(entry);

  return {
    localKeys: false,
    init: (options) => {
      windowMs = options.windowMs;
      limit = typeof options.limit === 'number' ? options.limit : 0;
    },
    increment: async (key) => {
      const known = entries.get(key);
      const isOpen = known !== undefined && nowMs() < known.endsAtMs;
      if (isOpen && usedOf(known) < limit / 2 && untoldOf(known) < limit * largestUntoldShare) {
        known.added += 1;
        tellSoon(known);
        return { totalHits: usedOf(known), resetTime: known.resetTime };
      }
      const entry = isOpen ? known : newEntry(key);
      entry.added += 1;
      const counted = await tell(entry);
      put(entry);
      return counted;
    },
    decrement: async (key) => {
      const entry = entries.get(key);
      if (entry) entry.added -= 1;
    },
    resetKey: async (key) => {
      entries.delete(key);
      await askRedis((redis) => redis.del(nameOf(key)));
    },
    shutdown: () => clearTimeout(timer),
  };
}

function newEntry(key: string): Entry {
  return { key, total: 0, telling: 0, added: 0, endsAtMs: -Infinity, resetTime: new Date(0) };
}
