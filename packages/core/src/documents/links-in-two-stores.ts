import type { DocumentFilesPort } from './document-files.port.ts';
import type { DocumentLinksPort } from './document-links.port.ts';

type Store = { files: DocumentFilesPort; links: DocumentLinksPort };

/** Links into the store that a document lies in, while documents move from the former to the current. */
export function createLinksInTwoStores({ current, former }: { current: Store; former: Store }): DocumentLinksPort {
  return {
    create: async (link, lifetimeMs) => {
      const isMoved = (await current.files.stat(link.storageKey)) !== undefined;
      return (isMoved ? current : former).links.create(link, lifetimeMs);
    },
    read: async (token) => (await current.links.read(token)) ?? (await former.links.read(token)),
  };
}
