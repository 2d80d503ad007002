import { describe, expect, it } from 'vitest';
import { createMessageDelivery } from './deliver-message.ts';
import type { DeliveryFailure } from './deliver-message.ts';
import type { Message } from './messages.port.ts';

const message: Message = {
  channel: 'email',
  to: 'dana@example.org',
  subject: 'Your code',
  text: '123456',
  html: undefined,
};
const start = Date.parse('2026-05-03T08:00:00Z');

/** A clock that jumps where the delivery waits, and a provider that fails the first `failures` times. */
function setUp({ failures, lifetimeMs }: { failures: number; lifetimeMs: number }) {
  let at = start;
  const sent: Message[] = [];
  const told: DeliveryFailure[] = [];
  let attempts = 0;
  const delivery = createMessageDelivery({
    messages: {
      send: async (taken) => {
        attempts += 1;
        if (attempts <= failures) throw new Error('the provider is down');
        sent.push(taken);
      },
    },
    now: () => new Date(at),
    wait: async (ms) => {
      at += ms;
    },
    onFailure: (failure) => told.push(failure),
  });
  delivery.deliver(message, new Date(start + lifetimeMs));
  return { delivery, sent, told };
}

describe('a message', () => {
  it('is sent after the answer, not before', async () => {
    const { delivery, sent } = setUp({ failures: 0, lifetimeMs: 300_000 });
    expect(sent).toEqual([]);
    await delivery.settled();
    expect(sent).toEqual([message]);
  });

  it('is tried again while its code lives, and each failure is told without the address', async () => {
    const { delivery, sent, told } = setUp({ failures: 3, lifetimeMs: 300_000 });
    await delivery.settled();
    expect(sent).toEqual([message]);
    expect(told.map(({ attempt, willRetry }) => [attempt, willRetry])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    expect(JSON.stringify(told)).not.toContain('dana');
  });

  it.each([
    { failures: 100, lifetimeMs: 300_000, attempts: 5 },
    { failures: 100, lifetimeMs: 10_000, attempts: 3 },
  ])('is given up after a few tries, or when its code is over: %j', async ({ failures, lifetimeMs, attempts }) => {
    const { delivery, sent, told } = setUp({ failures, lifetimeMs });
    await delivery.settled();
    expect(sent).toEqual([]);
    expect(told).toHaveLength(attempts);
    expect(told.at(-1)?.willRetry).toBe(false);
  });
});
