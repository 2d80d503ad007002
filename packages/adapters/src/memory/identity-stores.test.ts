import { describe, expect, it } from 'vitest';
import { askLimitsSuite } from '../port-suites/ask-limits.suite.ts';
import { messagesSuite } from '../port-suites/messages.suite.ts';
import { passkeyChallengesSuite } from '../port-suites/passkey-challenges.suite.ts';
import { sessionCacheSuite } from '../port-suites/session-cache.suite.ts';
import { signInChallengesSuite } from '../port-suites/sign-in-challenges.suite.ts';
import { createAskLimits } from './ask-limits.memory.ts';
import { createMailbox } from './mailbox.memory.ts';
import { createPasskeyChallenges } from './passkey-challenges.memory.ts';
import { createSessionCache } from './session-cache.memory.ts';
import { createSignInChallenges } from './sign-in-challenges.memory.ts';

function movableClock() {
  let at = Date.parse('2026-05-03T08:00:00Z');
  return {
    now: () => new Date(at),
    passTime: async (ms: number) => {
      at += ms;
    },
  };
}

signInChallengesSuite('memory', () => {
  const clock = movableClock();
  return { challenges: createSignInChallenges(clock), passTime: clock.passTime };
});
describe('sign-in challenges in memory', () => {
  it('stay few, however many are asked for: the oldest ones go', async () => {
    const challenges = createSignInChallenges(movableClock());
    const backOff = { failures: 10, firstMs: 1_000, longestMs: 1_000, forgottenAfterMs: 1_000 };
    const hashes = { addressHash: 'address', browserHash: 'browser', codeHash: 'right' };
    const ask = (challengeId: string) =>
      challenges.addCode({ challengeId, ...hashes, lifetimeMs: 300_000, maxTries: 5 });
    const tell = async (challengeId: string) =>
      (await challenges.tryCode({ challengeId, ...hashes, maxTries: 5, backOff })).outcome;
    await ask('first');
    await ask('asked again');
    for (let i = 0; i < 9_999; i++) await ask(String(i));
    await ask('asked again');
    await ask('last');
    expect(await tell('first')).toBe('unknown');
    expect(await tell('0')).toBe('unknown');
    expect(await tell('asked again')).toBe('right');
    expect(await tell('last')).toBe('right');
  });
});

askLimitsSuite('memory', () => {
  const clock = movableClock();
  return { askLimits: createAskLimits(clock), passTime: clock.passTime };
});
passkeyChallengesSuite('memory', () => {
  const clock = movableClock();
  return { challenges: createPasskeyChallenges(clock), passTime: clock.passTime };
});
sessionCacheSuite('memory', () => {
  const clock = movableClock();
  return { cache: createSessionCache(clock), passTime: clock.passTime };
});

messagesSuite('the mailbox', () => {
  const mailbox = createMailbox(movableClock());
  const received = async (to: string) =>
    mailbox.read(to).map(({ channel, subject, text, html }) => ({ channel, to, subject, text, html }));
  return { messages: mailbox, received };
});

describe('the mailbox', () => {
  const message = (to: string, subject: string) =>
    ({ channel: 'email', to, subject, text: '', html: undefined }) as const;

  it('shows the newest message first, all of them or those to one address', async () => {
    const mailbox = createMailbox(movableClock());
    for (const [to, subject] of [
      ['a@example.org', '1'],
      ['b@example.org', '2'],
      ['a@example.org', '3'],
    ] as const) {
      await mailbox.send(message(to, subject));
    }
    expect(mailbox.read().map(({ subject }) => subject)).toEqual(['3', '2', '1']);
    expect(mailbox.read('a@example.org').map(({ subject }) => subject)).toEqual(['3', '1']);
    expect(mailbox.read('nobody@example.org')).toEqual([]);
  });

  it('stays small, and nobody pushes out the others’ messages alone', async () => {
    const mailbox = createMailbox(movableClock());
    await mailbox.send(message('quiet@example.org', 'once'));
    for (let i = 0; i < 1_000; i++) await mailbox.send(message('loud@example.org', String(i)));
    expect(mailbox.read('loud@example.org').length).toBe(50);
    expect(mailbox.read('quiet@example.org').length).toBe(1);
    for (let i = 0; i < 1_000; i++) await mailbox.send(message(`${i}@example.org`, String(i)));
    expect(mailbox.read().length).toBe(500);
  });
});
