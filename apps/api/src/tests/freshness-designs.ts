import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import type { Queryable } from '@portal/adapters/postgres/pool';
import type { RedisGuard } from '@portal/adapters/redis/redis-guard';
import type { DocumentListsPort, ListKey, ListReadsPort } from '@portal/core/documents/document-lists.port';
import type { DocumentsPage, DocumentsQuery, DocumentsVersion } from '@portal/core/documents/documents.port';
import { createListDocuments } from '@portal/core/documents/list-documents';
import { createReadUnderVersion, type VersionedBytes } from '@portal/core/documents/read-under-version';
import type { Viewer } from '@portal/core/viewer';
import { lineOf, type View } from './freshness-truth.ts';

/** What an instance reads with. Each call to a server is a step of the schedule, and can fail. */
export type Parts = {
  viewer: Viewer;
  reads: ListReadsPort;
  lists: DocumentListsPort;
  primary: Queryable;
  replica: Queryable;
  askRedis: RedisGuard;
  /** Told of what happens, so that a search can say what it went through. */
  count: (what: string) => void;
};

export type Design = (parts: Parts) => {
  /** `known`: the version of this list that the asking browser holds. */
  list: (view: View, known: DocumentsVersion | undefined) => Promise<VersionedBytes>;
  /** What is done between a commit and its acknowledgement. */
  afterWrite: () => Promise<void>;
};

export const queryOf = (view: View): Omit<DocumentsQuery, 'recordId'> => ({
  view,
  sort: '-uploadedAt',
  limit: 100,
  category: undefined,
  search: undefined,
  after: undefined,
});
const present = ({ items }: Pick<DocumentsPage, 'items'>): Uint8Array => Buffer.from(JSON.stringify(items.map(lineOf)));
const nothing = async (): Promise<void> => undefined;

type IsKnown = (version: DocumentsVersion, known: DocumentsVersion) => boolean;
const isSame: IsKnown = (version, known) => version.number === known.number && version.nonce === known.nonce;

/** The portal's own. */
export const portal: Design = (parts) => portalWith(parts, isSame);

function portalWith({ viewer, reads, lists, count }: Parts, isKnown: IsKnown): ReturnType<Design> {
  const observer = { read: count };
  const readUnderVersion = createReadUnderVersion({
    findVersion: (recordId) => reads.findVersion(recordId),
    lists,
    observer,
  });
  const listDocuments = createListDocuments({
    readUnderVersion,
    readPage: (query, version) => reads.readPage(query, version),
    present,
  });
  return {
    list: (view, known) =>
      listDocuments({
        viewer,
        query: queryOf(view),
        // Both ways happen: the look-up that begins beside that of the session, and the one after it.
        versionAhead: view === 'trash' ? reads.findVersion(viewer.recordId) : undefined,
        isKnown: (version) => known !== undefined && isKnown(version, known),
      }),
    afterWrite: nothing,
  };
}

/** Each takes one protection of the portal's away, or is another design; each shows stale lists. */
export const mutants: Readonly<Record<string, Design>> = {
  'a cached page whose name has no nonce': (parts) => portal({ ...parts, lists: withoutNonce(parts.lists) }),
  'an ETag without a nonce': (parts) => portalWith(parts, (version, known) => version.number === known.number),
  'a page kept under the version that was asked for': (parts) => {
    const readPage: ListReadsPort['readPage'] = async (query, version) => ({
      ...(await parts.reads.readPage(query, version)),
      version,
    });
    return portal({ ...parts, reads: { ...parts.reads, readPage } });
  },
  'a reader who joins a flight that began before its own look-up': (parts) =>
    portal({ ...parts, reads: { ...parts.reads, readPage: joiningAny(parts.reads) } }),
  'a replica that is believed unseen': (parts) => {
    const onReplica = createPostgresDocuments(parts.replica);
    return portal({ ...parts, reads: { ...parts.reads, readPage: (query) => onReplica.list(query) } });
  },
  'a version that is looked up on the replica': (parts) => {
    const onReplica = createPostgresDocuments(parts.replica);
    const findVersion = async (recordId: string): Promise<DocumentsVersion> =>
      (await onReplica.list({ ...queryOf('active'), recordId })).version;
    return portal({ ...parts, reads: { ...parts.reads, findVersion } });
  },
  'delete-on-write over a replica': (parts) => deleteOnWrite(parts, parts.replica),
  'delete-on-write over the primary': (parts) => deleteOnWrite(parts, parts.primary),
};

function withoutNonce(lists: DocumentListsPort): DocumentListsPort {
  const blank = (key: ListKey): ListKey => ({ ...key, version: { ...key.version, nonce: '' } });
  return { find: (key) => lists.find(blank(key)), keep: (key, page) => lists.keep(blank(key), page) };
}

function joiningAny(reads: ListReadsPort): ListReadsPort['readPage'] {
  const flights = new Map<string, Promise<DocumentsPage>>();
  return async (query, version) => {
    const flight = flights.get(query.view);
    if (flight) return flight;
    const own = reads.readPage(query, version);
    flights.set(query.view, own);
    try {
      return await own;
    } finally {
      flights.delete(query.view);
    }
  };
}

/** Cache-aside as it is usually written: a page is kept under its name, and a write deletes it after its commit. */
export function deleteOnWrite({ viewer: { recordId }, askRedis }: Parts, database: Queryable): ReturnType<Design> {
  const documents = createPostgresDocuments(database);
  const nameOf = (view: View): string => `aside:${recordId}:${view}`;
  const orNothing = (): undefined => undefined;
  return {
    list: async (view) => {
      const kept = await askRedis((redis) => redis.get(nameOf(view))).catch(orNothing);
      if (kept) return revived(kept);
      const page = await documents.list({ ...queryOf(view), recordId });
      const text = JSON.stringify({ version: page.version, text: Buffer.from(present(page)).toString() });
      void askRedis((redis) => redis.set(nameOf(view), text, 'EX', 300)).catch(orNothing);
      return revived(text);
    },
    afterWrite: async () => {
      await askRedis((redis) => redis.del(nameOf('active'), nameOf('trash'))).catch(orNothing);
    },
  };
}

function revived(kept: string): VersionedBytes {
  const { version, text } = JSON.parse(kept) as { version: DocumentsVersion; text: string };
  return { version, bytes: Buffer.from(text) };
}
