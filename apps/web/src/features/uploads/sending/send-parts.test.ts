import type { SignedPart } from '@portal/contract/uploads';
import { describe, expect, it } from 'vitest';
import { createPartAddresses } from './part-addresses.ts';
import { createPartPlan } from './part-plan.ts';
import type { PartOutcome } from './put-part.ts';
import { sendParts } from './send-parts.ts';
import { TransferStop } from './transfer-stop.ts';

type Answer = PartOutcome | ((part: number, tries: number) => PartOutcome);

/** Ten parts of ten bytes. What comes of a part is the answer's to say; nothing waits for a real clock. */
function createRig(answer: Answer = { kind: 'kept' }) {
  const put: number[] = [];
  const waits: number[] = [];
  const signed: number[][] = [];
  const network = { online: true };
  let mostAtOnce = 0;
  let atOnce = 0;
  const plan = createPartPlan({ sizeInBytes: 100, partSizeInBytes: 10, partCount: 10, partsReceived: [1] });
  const addresses = createPartAddresses({
    digest: async ({ number }) => `sha-${number}`,
    sign: async (parts) => {
      signed.push(parts.map(({ number }) => number));
      return parts.map(({ number }): SignedPart => ({ number, url: '/', headers: {}, expiresAt: 'later' }));
    },
    upcoming: () => plan.upcoming(3),
    msUntil: () => 900_000,
  });
  const controller = new AbortController();
  const run = (): Promise<void> =>
    sendParts(
      {
        plan,
        addresses,
        put: async ({ number }, _, { signal, onSent }) => {
          put.push(number);
          atOnce += 1;
          mostAtOnce = Math.max(mostAtOnce, atOnce);
          onSent(10);
          await Promise.resolve();
          atOnce -= 1;
          signal.throwIfAborted();
          const tries = put.filter((one) => one === number).length;
          return typeof answer === 'function' ? answer(number, tries) : answer;
        },
        isOnline: () => network.online,
        wait: async (delayMs, signal) => {
          waits.push(delayMs);
          signal.throwIfAborted();
        },
        random: () => 1,
        onProgress: () => undefined,
      },
      controller.signal,
    );
  return { run, plan, put, waits, signed, network, controller, mostAtOnce: () => mostAtOnce };
}

const reasonOf = async (run: Promise<void>): Promise<unknown> => {
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  return error instanceof TransferStop ? error.reason : error;
};

describe('Sending the parts of a file', () => {
  it('sends each part that is missing once, three at a time', async () => {
    const { run, put, plan, mostAtOnce } = createRig();
    await run();
    expect(put.toSorted((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(mostAtOnce()).toBe(3);
    expect(plan.sentInBytes()).toBe(100);
  });

  it('tries a part again by itself, waiting twice as long each time', async () => {
    const { run, waits } = createRig((part, tries) =>
      part === 5 && tries < 4 ? { kind: 'passing', retryAfterMs: undefined } : { kind: 'kept' },
    );
    await run();
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it('waits for as long as the portal asks for', async () => {
    const { run, waits } = createRig((part, tries) =>
      part === 5 && tries === 1 ? { kind: 'passing', retryAfterMs: 7000 } : { kind: 'kept' },
    );
    await run();
    expect(waits).toEqual([7000]);
  });

  it('asks for a new address where one is over', async () => {
    const { run, signed } = createRig((part, tries) =>
      part === 2 && tries === 1 ? { kind: 'stale' } : { kind: 'kept' },
    );
    await run();
    expect(signed.flat().filter((part) => part === 2)).toHaveLength(2);
  });

  it('stops all parts after five tries of one, to go on later', async () => {
    const { run, put } = createRig((part) =>
      part === 3 ? { kind: 'passing', retryAfterMs: undefined } : { kind: 'kept' },
    );
    expect(await reasonOf(run())).toEqual({ kind: 'interrupted', waitAtLeastMs: undefined });
    expect(put.filter((part) => part === 3)).toHaveLength(5);
  });

  it('stops at once without a network: it is waited for elsewhere', async () => {
    const { run, network, waits } = createRig({ kind: 'passing', retryAfterMs: undefined });
    network.online = false;
    expect(await reasonOf(run())).toEqual({ kind: 'interrupted', waitAtLeastMs: undefined });
    expect(waits).toEqual([]);
  });

  it('says so when nobody knows of the upload any more', async () => {
    const { run } = createRig({ kind: 'gone' });
    expect(await reasonOf(run())).toEqual({ kind: 'gone' });
  });

  it('stops when it is told to', async () => {
    const { run, controller, put } = createRig();
    controller.abort();
    await expect(run()).rejects.toThrow('aborted');
    expect(put).toEqual([]);
  });
});
