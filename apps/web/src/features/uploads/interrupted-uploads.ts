import type { Upload as UploadInParts } from '@portal/contract/uploads';

/** An upload that was begun on this device and is sent by nobody now; its file has to be chosen again to go on. */
export type InterruptedUpload = { uploadId: string; sizeInBytes: number; percent: number };

export type InterruptedUploadsDependencies = {
  started: { list: () => Promise<readonly string[]>; forget: (uploadId: string) => Promise<void> };
  /** `undefined`: there is none any more. `unknown`: nobody could say. */
  ask: (uploadId: string, signal: AbortSignal) => Promise<UploadInParts | 'unknown' | undefined>;
  /** Resolves when no tab sends it; rejects when `signal` is aborted. */
  untilNobodySends: (uploadId: string, signal: AbortSignal) => Promise<void>;
  isBeingSent: (uploadId: string) => Promise<boolean>;
  /** Removes what arrived. */
  giveUp: (uploadId: string) => Promise<void>;
};

export type InterruptedUploads = ReturnType<typeof createInterruptedUploads>;

/**
 * What was interrupted by a reload, or in a tab that is closed. `subscribe` and `getSnapshot` suit
 * `useSyncExternalStore`.
 */
export function createInterruptedUploads(dependencies: InterruptedUploadsDependencies) {
  const { started, ask, untilNobodySends, isBeingSent, giveUp } = dependencies;
  let shown: readonly InterruptedUpload[] = [];
  const watched = new Set<string>();
  const inHand = new Set<string>();
  const listeners = new Set<() => void>();
  let ended = new AbortController();

  function set(next: readonly InterruptedUpload[]): void {
    if (ended.signal.aborted || (next.length === 0 && shown.length === 0)) return;
    shown = next;
    for (const listener of listeners) listener();
  }

  const hide = (uploadId: string): void => set(shown.filter((one) => one.uploadId !== uploadId));

  async function watch(uploadId: string): Promise<void> {
    if (watched.has(uploadId)) return;
    watched.add(uploadId);
    try {
      await untilNobodySends(uploadId, ended.signal);
      if (inHand.has(uploadId)) return;
      const upload = await ask(uploadId, ended.signal);
      if (upload === 'unknown') return;
      if (!upload || upload.documentId !== null) {
        hide(uploadId);
        await started.forget(uploadId);
        return;
      }
      if (inHand.has(uploadId)) return;
      const { sizeInBytes, partsReceived, partCount } = upload;
      const percent = Math.floor((partsReceived.length / partCount) * 100);
      set([...shown.filter((one) => one.uploadId !== uploadId), { uploadId, sizeInBytes, percent }]);
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    } finally {
      watched.delete(uploadId);
    }
  }

  async function look(): Promise<void> {
    const known = await started.list();
    set(shown.filter(({ uploadId }) => known.includes(uploadId)));
    for (const { uploadId } of shown) if (await isBeingSent(uploadId)) hide(uploadId);
    await Promise.all(known.filter((uploadId) => !inHand.has(uploadId)).map(watch));
  }

  return {
    begin: (): Promise<void> => {
      ended = new AbortController();
      return look();
    },
    /**
     * Looks again at what was begun. To be called when the page is looked at again and when there is a network again:
     * another tab may have gone on with something, or finished it.
     */
    look,
    /** This page has its file: its line stands among the others. */
    take: (uploadId: string): void => {
      inHand.add(uploadId);
      hide(uploadId);
    },
    giveUp: async (uploadId: string): Promise<void> => {
      hide(uploadId);
      await started.forget(uploadId);
      await giveUp(uploadId);
    },
    /** Nobody looks any more. */
    end: (): void => ended.abort(new DOMException('Over.', 'AbortError')),
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    getSnapshot: (): readonly InterruptedUpload[] => shown,
  };
}
