import type { Document } from '@portal/contract/documents';
import { retryDelayMs, withJitter } from './sending/retry.ts';
import type { BeginTransfer, Transfer, TransferOutcome } from './sending/transfer.ts';
import type { Upload, UploadFailure, UploadResult, UploadState } from './upload.ts';
import { isUnderWay, keptPercentOf } from './upload.ts';
import { createUploadLines } from './upload-lines.ts';
import { createNewsTeller } from './upload-speed.ts';
import type { Later } from './wake-ups.ts';
import { createWakeUps } from './wake-ups.ts';

export type UploadQueueDependencies = {
  begin: BeginTransfer;
  check: (file: File) => Promise<UploadFailure | undefined>;
  isInParts: (file: File) => boolean;
  isOnline: () => boolean;
  /** Calls back after so many milliseconds; returns how to take that back. */
  later: Later;
  nowMs: () => number;
  /** Between 0 and 1. */
  random: () => number;
  /** A file has arrived (or was there already). */
  onArrived: (answer: UploadResult) => void;
};

export type UploadQueue = ReturnType<typeof createUploadQueue>;

/** With the waits doubling, about two minutes of an unreachable portal. */
const mostAttempts = 8;

/**
 * The files on their way: they go on while one moves between pages. One is sent at a time, in the order in which they
 * were added, so that the first is there soonest.
 */
export function createUploadQueue(dependencies: UploadQueueDependencies) {
  const { begin, check, isInParts, isOnline, later, nowMs, random, onArrived } = dependencies;
  const lines = createUploadLines();
  const transfers = new Map<string, Transfer>();
  const wakeUps = createWakeUps(later);
  let running: { id: string; controller: AbortController } | undefined;

  function startNext(): void {
    if (running) return;
    const next = lines.getSnapshot().find(({ state }) => state.kind === 'waiting');
    if (!next) return;
    if (!isOnline()) {
      lines.changeState(next.id, { kind: 'interrupted', percent: 0, retryAt: undefined, isBusy: false });
      startNext();
      return;
    }
    void sendOne(next);
  }

  async function sendOne(upload: Upload): Promise<void> {
    const controller = new AbortController();
    running = { id: upload.id, controller };
    try {
      const failure = await check(upload.file);
      if (!controller.signal.aborted) {
        if (failure) lines.changeState(upload.id, { kind: 'failed', failure });
        else await sendChecked(upload, controller.signal);
      }
    } catch (error) {
      // A fault of ours: the line says that it did not work, and whoever looks after the page hears of it.
      lines.changeState(upload.id, { kind: 'failed', failure: { kind: 'unreachable' } });
      throw error;
    } finally {
      if (running?.controller === controller) running = undefined;
      startNext();
    }
  }

  async function sendChecked(
    { id, file, isInParts: goesInParts, attempts }: Upload,
    signal: AbortSignal,
  ): Promise<void> {
    const transfer = transfers.get(id) ?? begin({ file, isInParts: goesInParts, keepBoth: false });
    transfers.set(id, transfer);
    const tell = createNewsTeller(file.size, nowMs);
    const outcome = await transfer.run({
      signal,
      onNews: (news) => {
        const state = signal.aborted ? undefined : tell(news);
        if (state) lines.changeState(id, state);
      },
    });
    // Bytes that arrived while their line was being cancelled are in the portal all the same: the list shall show them.
    if (outcome.kind === 'answered') onArrived(outcome.answer);
    if (!signal.aborted) settle(id, attempts + 1, outcome);
  }

  function settle(id: string, attempts: number, outcome: TransferOutcome): void {
    switch (outcome.kind) {
      case 'answered':
        return arrive(id, outcome.answer);
      case 'given-up':
        return lines.changeState(id, { kind: 'cancelled' });
      case 'failed':
        return lines.changeState(id, outcome);
      case 'interrupted':
        // Where the portal says when to come again, or took some of the file, it is there: that is no attempt in vain.
        return rest(
          id,
          outcome.gotFurther || outcome.waitAtLeastMs !== undefined ? 1 : attempts,
          outcome.waitAtLeastMs,
        );
    }
  }

  function arrive(id: string, { document, duplicate }: UploadResult): void {
    transfers.delete(id);
    lines.changeState(id, { kind: duplicate ? 'duplicate' : 'arrived', document });
  }

  function rest(id: string, attempts: number, waitAtLeastMs: number | undefined): void {
    const upload = lines.find(id);
    if (!upload) return;
    const interrupted = { kind: 'interrupted', percent: keptPercentOf(upload.state) } as const;
    if (!isOnline()) return lines.changeState(id, { ...interrupted, retryAt: undefined, isBusy: false });
    if (attempts >= mostAttempts) {
      return lines.change(id, { attempts, state: { kind: 'failed', failure: { kind: 'unreachable' } } });
    }
    const delayMs = Math.max(waitAtLeastMs ?? 0, withJitter(retryDelayMs(attempts), random()));
    wakeUps.set(id, () => wait(id), delayMs);
    const isBusy = waitAtLeastMs !== undefined;
    lines.change(id, { attempts, state: { ...interrupted, retryAt: nowMs() + delayMs, isBusy } });
  }

  function wait(id: string, changes: Partial<Upload> = {}): void {
    wakeUps.forget(id);
    lines.change(id, { ...changes, state: { kind: 'waiting' } });
    startNext();
  }

  function stop(id: string): void {
    wakeUps.forget(id);
    if (running?.id !== id) return;
    running.controller.abort();
    running = undefined;
  }

  function add(files: readonly File[]): void {
    lines.add(files.map((file) => ({ file, isInParts: isInParts(file) })));
    startNext();
  }

  /** Stops what is under way; what is finishing is not given up half-way. */
  function end(id: string, state: UploadState): boolean {
    const upload = lines.find(id);
    if (!upload || !isUnderWay(upload)) return false;
    stop(id);
    lines.changeState(id, state);
    startNext();
    return true;
  }

  function cancel(id: string): void {
    if (end(id, { kind: 'cancelled' })) void transfers.get(id)?.giveUp();
    transfers.delete(id);
  }

  function remove(id: string): void {
    stop(id);
    transfers.delete(id);
    lines.set(lines.getSnapshot().filter((upload) => upload.id !== id));
    startNext();
  }

  function keepBoth(id: string): void {
    const upload = lines.find(id);
    if (!upload) return;
    transfers.set(id, begin({ file: upload.file, isInParts: upload.isInParts, keepBoth: true }));
    wait(id, { attempts: 0 });
  }

  return {
    add,
    cancel,
    remove,
    keepBoth,
    pause: (id: string): void => {
      const upload = lines.find(id);
      if (upload) end(id, { kind: 'paused', percent: keptPercentOf(upload.state) });
    },
    /** Sends again what failed or was cancelled, and goes on with what was paused. */
    retry: (id: string): void => wait(id, { attempts: 0 }),
    /** To be called when this device has a network again: what waits for one goes on. */
    goOn: (): void => {
      for (const { id, state } of lines.getSnapshot()) if (state.kind === 'interrupted') wait(id, { attempts: 0 });
    },
    showDocument: lines.showDocument,
    /** The document that has the bytes of a line was taken out of the trash. */
    restored: (id: string, document: Document): void => lines.changeState(id, { kind: 'arrived', document }),
    /** Forgets every file and stops what is being sent. */
    clear: (): void => {
      for (const { id } of lines.getSnapshot()) stop(id);
      transfers.clear();
      lines.set([]);
    },
    removeFinished: (): void => lines.set(lines.getSnapshot().filter(isUnderWay)),
    subscribe: lines.subscribe,
    getSnapshot: lines.getSnapshot,
  };
}
