import type { DocumentListsPort, ListKey } from '@portal/core/documents/document-lists.port';

// What an entry takes beside its page: its name, the map's own, the object.
const overheadInBytes = 500;

/**
 * Pages in this process, at most `mostBytes` of them: the one that was not asked for longest goes first. It needs no
 * time to live: what nobody asks for any more is pushed out.
 */
export function createDocumentLists({ mostBytes }: { mostBytes: number }): DocumentListsPort {
  const pages = new Map<string, Uint8Array>();
  let bytes = 0;

  function forget(name: string, page: Uint8Array): void {
    pages.delete(name);
    bytes -= page.byteLength + overheadInBytes;
  }

  return {
    find: async (key) => {
      const name = nameOf(key);
      const page = pages.get(name);
      if (!page) return undefined;
      // A map hands out its entries in the order in which they came in: the last one asked for goes to the end.
      pages.delete(name);
      pages.set(name, page);
      return page;
    },
    keep: async (key, page) => {
      const name = nameOf(key);
      const there = pages.get(name);
      if (there) forget(name, there);
      pages.set(name, page);
      bytes += page.byteLength + overheadInBytes;
      for (const [oldest, its] of pages) {
        if (bytes <= mostBytes) return;
        forget(oldest, its);
      }
    },
  };
}

function nameOf({ recordId, version, page }: ListKey): string {
  return `${recordId}:${version.number}:${version.nonce}:${page}`;
}
