import { describe, expect, it } from 'vitest';
import { createNearSessionCache } from './near-session-cache.ts';
import type { Session, SessionCachePort } from './sessions.port.ts';

const session: Session = {
  id: 's',
  userId: 'u',
  recordId: 'r',
  createdAt: new Date(0),
  lastUsedAt: new Date(0),
  expiresAt: new Date(1),
};

/** A shared cache, two processes that ask it, and a clock. */
function setUp() {
  let nowMs = 0;
  let asked = 0;
  let shared: Session | undefined = session;
  let hold: Promise<void> | undefined;
  let holdRemoval: Promise<void> | undefined;
  const port: SessionCachePort = {
    get: async () => {
      asked += 1;
      const seen = shared;
      await hold;
      return seen;
    },
    set: async (_hash, entry) => void (shared = entry),
    remove: async () => {
      await holdRemoval;
      shared = undefined;
    },
  };
  const near = () => createNearSessionCache({ shared: port, freshMs: 500, most: 2, nowMs: () => nowMs });
  return {
    one: near(),
    other: near(),
    asked: () => asked,
    pass: (ms: number) => void (nowMs += ms),
    /** Answers of the shared cache are on their way until the returned function is called. */
    holdAnswers: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return resolve;
    },
    /** The shared cache has not removed anything until the returned function is called. */
    holdRemovals: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      holdRemoval = promise;
      return resolve;
    },
  };
}

describe('a session in this process', () => {
  it('is asked for once in half a second', async () => {
    const { one, asked, pass } = setUp();
    for (let i = 0; i < 10; i++) expect(await one.get('t')).toEqual(session);
    expect(asked()).toBe(1);
    pass(500);
    await one.get('t');
    expect(asked()).toBe(2);
  });

  it('row 13: that was ended here is gone at once', async () => {
    const { one } = setUp();
    await one.get('t');
    await one.remove('t');
    expect(await one.get('t')).toBeUndefined();
    expect(one.recollectRecord('t')).toBeUndefined();
  });

  it('row 13: that was ended elsewhere is gone half a second later at the latest', async () => {
    const { one, other, pass } = setUp();
    await one.get('t');
    pass(499);
    await one.get('t');
    await other.remove('t');
    pass(1);
    expect(await one.get('t')).toBeUndefined();
  });

  // The mutant: the half second counts from the answer.
  it('row 13: counts from before it was asked for, however long the answer takes', async () => {
    const { one, other, pass, holdAnswers } = setUp();
    const letAnswer = holdAnswers();
    const late = one.get('t');
    await other.remove('t');
    pass(500);
    letAnswer();
    expect(await late).toEqual(session);
    expect(await one.get('t')).toBeUndefined();
  });

  // The mutant: `removals` not looked at.
  it('row 13: is not put back by an answer that was on its way when it was ended', async () => {
    const { one, holdAnswers } = setUp();
    const letAnswer = holdAnswers();
    const late = one.get('t');
    await one.remove('t');
    letAnswer();
    await late;
    expect(await one.get('t')).toBeUndefined();
  });

  // The mutant: forgotten only before the shared cache is told.
  it('row 13: is not put back by who found it in the shared cache while it was being removed there', async () => {
    const { one, holdAnswers, holdRemovals } = setUp();
    const letRemove = holdRemovals();
    const removed = one.remove('t');
    expect(await one.get('t')).toEqual(session);
    const letAnswer = holdAnswers();
    const late = one.get('other');
    letRemove();
    await removed;
    letAnswer();
    await late;
    for (const token of ['t', 'other']) expect(await one.get(token)).toBeUndefined();
  });

  it('that was just noted as used is asked for anew, and its record is remembered', async () => {
    const { one, asked } = setUp();
    await one.get('t');
    await one.set('t', { ...session, lastUsedAt: new Date(5) }, 60_000);
    expect(one.recollectRecord('t')).toBe('r');
    expect((await one.get('t'))?.lastUsedAt).toEqual(new Date(5));
    expect(asked()).toBe(2);
  });

  it('is one of so many at most', async () => {
    const { one } = setUp();
    for (const token of ['a', 'b', 'c']) await one.get(token);
    expect(['a', 'b', 'c'].map((token) => one.recollectRecord(token))).toEqual([undefined, 'r', 'r']);
  });
});
