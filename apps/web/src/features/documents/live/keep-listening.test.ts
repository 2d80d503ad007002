import { describe, expect, it } from 'vitest';
import { keepListening } from './keep-listening.ts';
import type { EventsEnd, ReadEvents } from './read-events.ts';

/** Reads that end as they are told to; listening is stopped after the last one. */
async function listenTo(ends: readonly (EventsEnd & { lastedMs?: number })[], random = 1) {
  const leaving = new AbortController();
  const heard: boolean[] = [];
  const pauses: number[] = [];
  let at = 0;
  let reads = 0;
  const read: ReadEvents = async ({ onOpen }) => {
    const end = ends[reads];
    reads += 1;
    if (!end) {
      leaving.abort();
      return { kind: 'ended' };
    }
    if (end.lastedMs !== undefined) onOpen();
    at += end.lastedMs ?? 0;
    return end;
  };
  await keepListening({
    signal: leaving.signal,
    read,
    pause: async (delayMs) => void pauses.push(delayMs),
    nowMs: () => at,
    random: () => random,
    onHeard: (isHeard) => heard.push(isHeard),
    onEvent: () => undefined,
  });
  return { heard, pauses, reads };
}

describe('Listening to the portal', () => {
  it('goes on when it ends, after waits that double up to a minute', async () => {
    const { pauses } = await listenTo(Array(9).fill({ kind: 'ended' }));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('waits at least half as long as it might, never all pages at the same moment', async () => {
    expect((await listenTo([{ kind: 'ended' }], 0)).pauses).toEqual([500]);
  });

  it('waits no less than the portal asked for', async () => {
    expect((await listenTo([{ kind: 'refused', retryAfterMs: 30_000 }])).pauses).toEqual([30_000]);
    expect((await listenTo([{ kind: 'refused', retryAfterMs: undefined }])).pauses).toEqual([1_000]);
  });

  it('begins with short waits again after it has lasted, and not where it is cut off each time', async () => {
    const brief = { kind: 'ended', lastedMs: 100 } as const;
    const long = { kind: 'ended', lastedMs: 60_000 } as const;
    expect((await listenTo([brief, brief, long, brief])).pauses).toEqual([1_000, 2_000, 1_000, 2_000]);
  });

  it('says when the portal is heard, and when it is no more', async () => {
    const { heard } = await listenTo([
      { kind: 'ended', lastedMs: 1 },
      { kind: 'ended' },
      { kind: 'ended', lastedMs: 1 },
    ]);
    expect(heard).toEqual([true, false, true, false]);
  });

  it('ends where nobody is signed in', async () => {
    const { reads, pauses } = await listenTo([{ kind: 'signed-out' }, { kind: 'ended' }]);
    expect([reads, pauses]).toEqual([1, []]);
  });
});
