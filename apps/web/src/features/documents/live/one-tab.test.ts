import type { DocumentEvent } from '@portal/contract/events';
import { afterEach, describe, expect, it } from 'vitest';
import { listenInOneTab } from './one-tab.ts';
import type { Listeners } from './one-tab.ts';

const event: DocumentEvent = { kind: 'document_changed', documentId: '01980000-0000-7000-8000-000000000001' };

/** Locks of one browser, in the order in which they are asked for. */
function createLocks(): LockManager {
  let last = Promise.resolve();
  const request = async (_name: string, { signal }: LockOptions, work: () => Promise<void>): Promise<void> => {
    const before = last;
    let release: () => void = () => undefined;
    last = new Promise((resolve) => (release = resolve));
    await before;
    try {
      signal?.throwIfAborted();
      await work();
    } finally {
      release();
    }
  };
  return { request, query: async () => ({}) } as unknown as LockManager;
}

describe('The tabs of one browser', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  function openTab(locks: LockManager | undefined) {
    const channel = new BroadcastChannel(`tabs of ${expect.getState().currentTestName}`);
    const seen: (boolean | DocumentEvent)[] = [];
    const tab: { line: Listeners | undefined; seen: typeof seen; close: () => void } = {
      line: undefined,
      seen,
      close: () => undefined,
    };
    const listen = ({ signal, ...line }: Listeners & { signal: AbortSignal }): Promise<void> => {
      tab.line = line;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const stop = listenInOneTab(
      { locks, channel, listen },
      { onHeard: (isHeard) => seen.push(isHeard), onEvent: (told) => seen.push(told) },
    );
    tab.close = () => {
      stop();
      channel.close();
    };
    closers.push(tab.close);
    return tab;
  }

  it('listen once, and all of them are told', async () => {
    const locks = createLocks();
    const [first, second] = [openTab(locks), openTab(locks)];
    await expect.poll(() => first.line).toBeDefined();
    first.line?.onHeard(true);
    first.line?.onEvent(event);
    await expect.poll(() => second.seen).toEqual([true, event]);
    expect(first.seen).toEqual([false, true, event]);
    expect(second.line).toBeUndefined();
  });

  it('are told what is known when they are opened, each of them once', async () => {
    const locks = createLocks();
    const first = openTab(locks);
    await expect.poll(() => first.line).toBeDefined();
    first.line?.onHeard(true);
    const second = openTab(locks);
    await expect.poll(() => second.seen).toEqual([true]);
    const third = openTab(locks);
    await expect.poll(() => third.seen).toEqual([true]);
    expect(second.seen).toEqual([true]);
  });

  it('follow the one that is closed: the next one listens, and asks until it hears', async () => {
    const locks = createLocks();
    const [first, second] = [openTab(locks), openTab(locks)];
    await expect.poll(() => first.line).toBeDefined();
    first.line?.onHeard(true);
    await expect.poll(() => second.seen).toEqual([true]);
    first.close();
    await expect.poll(() => second.line).toBeDefined();
    expect(second.seen).toEqual([true, false]);
  });

  it('do without where the browser has no locks', () => {
    const tab = openTab(undefined);
    expect([tab.line, tab.seen]).toEqual([undefined, []]);
  });
});
