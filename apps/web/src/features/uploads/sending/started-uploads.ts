import { clear, createStore, del, keys, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';

let store: UseStore | undefined;

const openStore = (): UseStore => (store ??= createStore('portal-uploads', 'started'));

/**
 * The uploads that were begun in this browser and are not known to be over. It keeps their ids, which mean something to
 * the portal and to one signed-in person only: no name, no size, no fingerprint of a file. A browser that keeps nothing
 * (it may be told so) costs going on after a reload, and nothing else.
 */
export const startedUploads = {
  remember: (uploadId: string): Promise<void> => whereKept(() => set(uploadId, true, openStore()), undefined),
  forget: (uploadId: string): Promise<void> => whereKept(() => del(uploadId, openStore()), undefined),
  forgetAll: (): Promise<void> => whereKept(() => clear(openStore()), undefined),
  list: (): Promise<readonly string[]> => whereKept(() => keys<string>(openStore()), []),
};

async function whereKept<Result>(ask: () => Promise<Result>, otherwise: Result): Promise<Result> {
  if (typeof indexedDB === 'undefined') return otherwise;
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}
