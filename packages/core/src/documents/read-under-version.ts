import type { DocumentListsPort, ListKey, ListReadsPort } from './document-lists.port.ts';
import type { DocumentsVersion } from './documents.port.ts';
import type { ListObserver } from './list-observer.ts';

/** The bytes of an answer and the version they are of; no bytes where whoever asks has those of this version. */
export type VersionedBytes = { version: DocumentsVersion; bytes: Uint8Array | undefined };

export type ReadUnderVersion = (input: {
  recordId: string;
  /** Everything but record and version that decides the bytes. */
  page: string;
  /** The look-up of the version where it was begun already, after the request came in. */
  versionAhead: Promise<DocumentsVersion> | undefined;
  isKnown: (version: DocumentsVersion) => boolean;
  /** Makes the bytes; the version is that of the snapshot they were read from. */
  read: (version: DocumentsVersion) => Promise<{ version: DocumentsVersion; bytes: Uint8Array }>;
}) => Promise<VersionedBytes>;

/**
 * Cache-aside with the record's version in the key: the version comes from the primary each time, so what is found
 * under it is as new as anything acknowledged before the request. Rejects as `service_unavailable` where neither cache
 * nor database answers.
 */
export function createReadUnderVersion(dependencies: {
  findVersion: ListReadsPort['findVersion'];
  lists: DocumentListsPort;
  observer: ListObserver;
}): ReadUnderVersion {
  const { findVersion, lists, observer } = dependencies;
  const flights = new Map<string, Promise<{ version: DocumentsVersion; bytes: Uint8Array }>>();

  async function readAndKeep(key: ListKey, read: Parameters<ReadUnderVersion>[0]['read']) {
    const made = await read(key.version);
    // Under the version that was read: it can be a later one than was asked for. Nobody waits for the cache.
    void lists.keep({ ...key, version: made.version }, made.bytes);
    return made;
  }

  return async ({ recordId, page, versionAhead, isKnown, read }) => {
    const version = await (versionAhead ?? findVersion(recordId));
    if (isKnown(version)) {
      observer.read('not_modified');
      return { version, bytes: undefined };
    }
    const key: ListKey = { recordId, version, page };
    const kept = await lists.find(key);
    if (kept) {
      observer.read('hit');
      return { version, bytes: kept };
    }
    const name = JSON.stringify([recordId, version.number, version.nonce, page]);
    const flight = flights.get(name);
    if (flight) {
      observer.read('joined');
      const made = await flight;
      // A flight that found another version is its own asker's answer: whether it is new enough for this one, nobody knows.
      return isSame(made.version, version) ? made : readAndKeep(key, read);
    }
    observer.read('miss');
    const own = readAndKeep(key, read);
    flights.set(name, own);
    try {
      return await own;
    } finally {
      flights.delete(name);
    }
  };
}

function isSame(one: DocumentsVersion, other: DocumentsVersion): boolean {
  return one.number === other.number && one.nonce === other.nonce;
}
