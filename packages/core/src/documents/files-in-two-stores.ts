import type { DocumentFilesPort } from './document-files.port.ts';

/**
 * Two stores as one, while documents move from the former to the current: what is new goes to the current one, what is
 * wanted is looked for there and then in the former, what is removed goes from both.
 */
export function createFilesInTwoStores(stores: {
  current: DocumentFilesPort;
  former: DocumentFilesPort;
}): DocumentFilesPort {
  const { current, former } = stores;
  /** The second look at the current store is for what moves between the first two. */
  const findIn = async <Found>(look: (store: DocumentFilesPort) => Promise<Found | undefined>) =>
    (await look(current)) ?? (await look(former)) ?? (await look(current));
  return {
    write: (storageKey, bytes, about) => current.write(storageKey, bytes, about),
    read: (storageKey, range) => findIn((store) => store.read(storageKey, range)),
    stat: (storageKey) => findIn((store) => store.stat(storageKey)),
    // The former first: what moves meanwhile is in the current one when that is asked.
    admit: async (storageKey) => {
      const isInFormer = await former.admit(storageKey);
      return (await current.admit(storageKey)) || isInFormer;
    },
    // The former first: a move that runs puts nothing back from there once it is gone.
    remove: async (storageKey) => {
      await former.remove(storageKey);
      await current.remove(storageKey);
    },
    removeLeftovers: async (olderThan) =>
      (await former.removeLeftovers(olderThan)) + (await current.removeLeftovers(olderThan)),
  };
}
