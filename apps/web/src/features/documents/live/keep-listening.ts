import type { DocumentEvent } from '@portal/contract/events';
import type { ReadEvents } from './read-events.ts';

export type KeepListening = {
  signal: AbortSignal;
  read: ReadEvents;
  /** Resolves after so many milliseconds, or earlier where asking again makes sense at once. */
  pause: (delayMs: number, signal: AbortSignal) => Promise<void>;
  nowMs: () => number;
  /** Between 0 and 1. */
  random: () => number;
  onHeard: (isHeard: boolean) => void;
  onEvent: (event: DocumentEvent) => void;
};

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** What has lasted so long was no attempt in vain. */
const soundAfterMs = 30_000;

/**
 * Listens, and listens anew whenever it ends: after a second, and after twice as long each time that it came to nothing.
 * Never all pages at once, which a portal that has just come back would have to bear. Resolves when nobody is signed in,
 * or `signal` is aborted.
 */
export async function keepListening(options: KeepListening): Promise<void> {
  const { signal, read, pause, nowMs, random, onHeard, onEvent } = options;
  let vain = 0;
  while (!signal.aborted) {
    let openedAt: number | undefined;
    const onOpen = (): void => {
      openedAt = nowMs();
      onHeard(true);
    };
    const end = await read({ signal, onOpen, onEvent });
    if (signal.aborted) return;
    if (openedAt !== undefined) onHeard(false);
    if (end.kind === 'signed-out') return;
    if (openedAt !== undefined && nowMs() - openedAt >= soundAfterMs) vain = 0;
    const longestMs = Math.min(firstPauseMs * 2 ** vain, longestPauseMs);
    vain += 1;
    const atLeastMs = end.kind === 'refused' ? (end.retryAfterMs ?? 0) : 0;
    await pause(Math.max(atLeastMs, longestMs * (0.5 + random() / 2)), signal);
  }
}
