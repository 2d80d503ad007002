import { describe, expect, it } from 'vitest';
import { createFindSession } from './find-session.ts';
import { newSessionToken } from './session-token.ts';
import type { Session, SessionCachePort, SessionsPort } from './sessions.port.ts';

const start = Date.parse('2026-05-03T08:00:00Z');
const minutes = 60_000;
const session: Session = {
  id: 's',
  userId: 'u',
  recordId: 'r',
  createdAt: new Date(start),
  lastUsedAt: new Date(start),
  expiresAt: new Date(start + 720 * minutes),
};

function setUp({ cache }: { cache: 'empty' | 'full' | 'broken' }) {
  let at = start;
  let durable: Session | undefined = session;
  let cached: Session | undefined = cache === 'full' ? session : undefined;
  const asked = { durable: 0, touched: 0, failures: 0 };
  const orBroken = <Result>(answer: () => Result): Promise<Result> =>
    cache === 'broken' ? Promise.reject(new Error('the cache is down')) : Promise.resolve(answer());
  const sessions: Pick<SessionsPort, 'find' | 'touch'> = {
    find: async () => {
      asked.durable += 1;
      return durable;
    },
    touch: async (_id, usedAt) => {
      asked.touched += 1;
      if (durable) durable = { ...durable, lastUsedAt: usedAt };
      return durable !== undefined;
    },
  };
  const cachePort: SessionCachePort = {
    get: () => orBroken(() => cached),
    set: (_hash, entry) => orBroken(() => void (cached = entry)),
    remove: () => orBroken(() => void (cached = undefined)),
  };
  const findSession = createFindSession({
    sessions,
    cache: cachePort,
    recollectRecord: () => undefined,
    now: () => new Date(at),
    onCacheFailure: () => {
      asked.failures += 1;
    },
  });
  const token = newSessionToken();
  return {
    asked,
    find: (isBackground = false) => findSession({ token, isBackground }),
    pass: (ms: number) => {
      at += ms;
    },
    endDurably: () => {
      durable = undefined;
    },
    findSession,
  };
}

describe('finding a session', () => {
  it('asks the durable copy once, and the cache from then on', async () => {
    const { asked, find } = setUp({ cache: 'empty' });
    for (let i = 0; i < 5; i++) expect(await find()).toEqual(session);
    expect(asked.durable).toBe(1);
  });

  it('works, for everybody, while the cache is down', async () => {
    const { asked, find, pass } = setUp({ cache: 'broken' });
    expect(await find()).toEqual(session);
    pass(29 * minutes);
    expect(await find()).toBeDefined();
    pass(29 * minutes);
    expect(await find()).toBeDefined();
    expect(asked).toMatchObject({ durable: 3, touched: 2 });
    expect(asked.failures).toBeGreaterThan(0);
  });

  it('believes no "over" of the cache before it has asked the durable copy', async () => {
    const { asked, find, pass } = setUp({ cache: 'full' });
    pass(31 * minutes);
    expect(await find()).toBeUndefined();
    expect(asked.durable).toBe(1);
  });

  it('finds nothing that the cache still knows when its next use shows that it was ended', async () => {
    const { find, pass, endDurably } = setUp({ cache: 'full' });
    endDurably();
    pass(2 * minutes);
    expect(await find()).toBeUndefined();
  });

  it('does not prolong it for what the page asks by itself', async () => {
    const { asked, find, pass } = setUp({ cache: 'empty' });
    pass(29 * minutes);
    expect(await find(true)).toEqual(session);
    expect(asked.touched).toBe(0);
    pass(1 * minutes);
    expect(await find(true)).toBeUndefined();
  });

  it('finds nothing once it was ended and the cache has forgotten it', async () => {
    const { find, endDurably } = setUp({ cache: 'empty' });
    endDurably();
    expect(await find()).toBeUndefined();
  });

  it('asks nobody about what cannot be a token', async () => {
    const { asked, findSession } = setUp({ cache: 'empty' });
    for (const token of ['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, `${'A'.repeat(42)}\n`]) {
      expect(await findSession({ token, isBackground: false })).toBeUndefined();
    }
    expect(asked.durable).toBe(0);
  });
});
