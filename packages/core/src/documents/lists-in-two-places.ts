import type { DocumentListsPort } from './document-lists.port.ts';

/**
 * A small cache in this process before the one that all instances share. What lies under a key never changes and the
 * version in it is looked up on the primary for each request, so a copy close by is as right as one far away.
 */
export function createListsInTwoPlaces({ near, far }: Record<'near' | 'far', DocumentListsPort>): DocumentListsPort {
  return {
    find: async (key) => {
      const close = await near.find(key);
      if (close) return close;
      const found = await far.find(key);
      if (found) await near.keep(key, found);
      return found;
    },
    keep: async (key, page) => {
      await Promise.all([near.keep(key, page), far.keep(key, page)]);
    },
  };
}
