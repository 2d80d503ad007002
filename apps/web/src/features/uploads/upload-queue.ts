import type { SendFile, SendOutcome, Upload, UploadFailure, UploadResult, UploadState } from './upload.ts';
import { isUnderWay, titleOfFile } from './upload.ts';
import { createUploadSpeed } from './upload-speed.ts';

export type UploadQueueDependencies = {
  send: SendFile;
  check: (file: File) => Promise<UploadFailure | undefined>;
  isOnline: () => boolean;
  /** Calls back after so many milliseconds; returns how to take that back. */
  later: (callback: () => void, delayMs: number) => () => void;
  nowMs: () => number;
  /** A file has arrived (or was there already). */
  onArrived: (answer: UploadResult) => void;
};

export type UploadQueue = ReturnType<typeof createUploadQueue>;

const firstRetryMs = 1000;
const longestRetryMs = 30_000;
/** With the waits doubling, about two minutes of an unreachable portal. */
const mostAttempts = 8;

export function retryDelayMs(attempts: number): number {
  return Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
}

/**
 * The files on their way, outside React: they go on while one moves between pages. One is sent at a time, in the order
 * in which they were added, so that the first is there soonest. `subscribe` and `getSnapshot` suit
 * `useSyncExternalStore`: the snapshot is a new array after each change, and only then.
 */
export function createUploadQueue(dependencies: UploadQueueDependencies) {
  const { send, check, isOnline, later, nowMs, onArrived } = dependencies;
  let uploads: readonly Upload[] = [];
  let sending: { id: string; controller: AbortController } | undefined;
  let lastNumber = 0;
  const takeBackRetry = new Map<string, () => void>();
  const listeners = new Set<() => void>();

  function set(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }

  function change(id: string, changes: Partial<Upload>): void {
    set(uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
  }

  function find(id: string): Upload | undefined {
    return uploads.find((upload) => upload.id === id);
  }

  function startNext(): void {
    if (sending) return;
    const next = uploads.find((upload) => upload.state.kind === 'waiting');
    if (!next) return;
    if (!isOnline()) {
      change(next.id, { state: { kind: 'interrupted', retryAt: undefined } });
      startNext();
      return;
    }
    void sendOne(next);
  }

  async function sendOne(upload: Upload): Promise<void> {
    const controller = new AbortController();
    sending = { id: upload.id, controller };
    const failure = await check(upload.file);
    if (!controller.signal.aborted) {
      if (failure) change(upload.id, { state: { kind: 'failed', failure } });
      else await sendChecked(upload, controller.signal);
    }
    if (sending?.controller === controller) sending = undefined;
    startNext();
  }

  async function sendChecked(upload: Upload, signal: AbortSignal): Promise<void> {
    const { id, file, keepBoth } = upload;
    const attempts = upload.attempts + 1;
    const measure = createUploadSpeed(file.size, nowMs());
    change(id, {
      attempts,
      state: { kind: 'sending', percent: 0, bytesPerSecond: undefined, secondsLeft: undefined },
    });
    const outcome = await send({
      file,
      keepBoth,
      signal,
      onSent: (sentInBytes) => {
        const state = signal.aborted ? undefined : measure(sentInBytes, nowMs());
        if (state) change(id, { state });
      },
    });
    // Bytes that arrived while their line was being cancelled are in the portal all the same: the list shall show them.
    if (outcome.kind === 'answered') onArrived(outcome.answer);
    if (!signal.aborted && find(id)) change(id, { state: stateAfter(id, attempts, outcome) });
  }

  function stateAfter(id: string, attempts: number, outcome: SendOutcome): UploadState {
    switch (outcome.kind) {
      case 'answered':
        return { kind: outcome.answer.duplicate ? 'duplicate' : 'arrived', document: outcome.answer.document };
      case 'given-up':
        return { kind: 'cancelled' };
      case 'failed':
        return { kind: 'failed', failure: outcome.failure };
      case 'interrupted':
        return stateAfterInterruption(id, attempts);
    }
  }

  function stateAfterInterruption(id: string, attempts: number): UploadState {
    if (!isOnline()) return { kind: 'interrupted', retryAt: undefined };
    if (attempts >= mostAttempts) return { kind: 'failed', failure: { kind: 'unreachable' } };
    const delayMs = retryDelayMs(attempts);
    takeBackRetry.set(
      id,
      later(() => wait(id), delayMs),
    );
    return { kind: 'interrupted', retryAt: nowMs() + delayMs };
  }

  function wait(id: string, changes: Partial<Upload> = {}): void {
    forgetRetry(id);
    change(id, { ...changes, state: { kind: 'waiting' } });
    startNext();
  }

  function forgetRetry(id: string): void {
    takeBackRetry.get(id)?.();
    takeBackRetry.delete(id);
  }

  function stop(id: string): void {
    forgetRetry(id);
    if (sending?.id !== id) return;
    sending.controller.abort();
    sending = undefined;
  }

  function add(files: readonly File[]): void {
    const added = files.map((file): Upload => {
      lastNumber += 1;
      const title = titleOfFile(file.name);
      return { id: `upload-${lastNumber}`, file, title, keepBoth: false, attempts: 0, state: { kind: 'waiting' } };
    });
    set([...uploads, ...added]);
    startNext();
  }

  function cancel(id: string): void {
    const upload = find(id);
    if (!upload || !isUnderWay(upload)) return;
    stop(id);
    change(id, { state: { kind: 'cancelled' } });
    startNext();
  }

  function remove(id: string): void {
    stop(id);
    set(uploads.filter((upload) => upload.id !== id));
    startNext();
  }

  /** To be called when this device has a network again: what waits for one goes on. */
  function goOn(): void {
    for (const { id, state } of uploads) if (state.kind === 'interrupted') wait(id, { attempts: 0 });
  }

  /** Forgets every file and stops what is being sent. */
  function clear(): void {
    for (const { id } of uploads) stop(id);
    set([]);
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  return {
    add,
    cancel,
    remove,
    goOn,
    clear,
    subscribe,
    retry: (id: string): void => wait(id, { attempts: 0 }),
    keepBoth: (id: string): void => wait(id, { attempts: 0, keepBoth: true }),
    removeFinished: (): void => set(uploads.filter(isUnderWay)),
    getSnapshot: (): readonly Upload[] => uploads,
  };
}
