import { ApiProblem } from '../../../app/api-problem.ts';

const firstDelayMs = 1000;
const longestDelayMs = 30_000;
const mostTriesOfACall = 4;

/** How long to wait after so many attempts in vain: twice as long each time, up to half a minute. */
export function retryDelayMs(attempts: number): number {
  return Math.min(firstDelayMs * 2 ** (attempts - 1), longestDelayMs);
}

/**
 * Somewhere between half of a wait and all of it, so that pages that were cut off together do not come back together.
 * `random` is between 0 and 1.
 */
export function withJitter(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.5 + random / 2));
}

/** Resolves after so many milliseconds, or rejects with the reason of `signal`. */
export function waitMs(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** Makes a call again, a few times, where waiting may help; not without a network, which is waited for elsewhere. */
export async function withPatience<Answer>(call: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.isPassing) throw error;
      if (tries >= mostTriesOfACall || !navigator.onLine) throw error;
      const hintedMs = error.retryFrom === undefined ? 0 : error.retryFrom - Date.now();
      await waitMs(Math.max(hintedMs, withJitter(retryDelayMs(tries), Math.random())), signal);
    }
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Given up.', 'AbortError');
}
