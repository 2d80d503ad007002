import type { ActivityPort } from '../activity/activity.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { CheckStoredDocument, WrongBytes } from './check-stored-document.ts';
import { checkFailedOf } from '../documents/documents-work.ts';
import type { FindStrays } from './find-strays.ts';
import { collectPlaces } from './place-set.ts';
import { batchesOfDocuments } from './storage-keys.ts';
import type { StorageRowsPort, StoredDocument } from './storage-rows.port.ts';
import type { StoredObject, StoredObjectsPort } from './stored-objects.port.ts';

export type VerifyStorage = (options: {
  /** Sizes only: no byte is read. */
  quick: boolean;
  /** Closes documents whose bytes are wrong and removes bytes that belong to nothing; else nothing is changed. */
  repair: boolean;
  /** Where an earlier run stopped. */
  from: StorageVerification | undefined;
  signal: AbortSignal;
  onBytes: (sizeInBytes: number) => void;
  /** After each step, with what a later run goes on from. */
  onStep: (state: StorageVerification) => Promise<void>;
}) => Promise<StorageVerification>;

/** What is known so far; plain data, so that it can be kept in a file. */
export type StorageVerification = {
  /** The last document that was looked at. */
  after: string | null;
  documents: number;
  sizeInBytes: number;
  objects: number;
  disagreements: readonly Disagreement[];
};

/** Ids and keys, never a title or a name. */
export type Disagreement = { isRepaired: boolean } & (
  | { what: WrongBytes; documentId: string; storageKey: string }
  | { what: 'no_row'; store: string; kind: string; place: string; sizeInBytes: number }
);

export type ComparedStore = { name: string; objects: StoredObjectsPort };

export type VerifyStorageDependencies = {
  rows: StorageRowsPort;
  inTransaction: UnitOfWork<{ rows: StorageRowsPort; activity: ActivityPort }>;
  stores: readonly ComparedStore[];
  checkStoredDocument: CheckStoredDocument;
  findStrays: FindStrays;
  now: () => Date;
  atOnce: number;
};

const few = 100;
const batchSize = 500;

export const nothingVerified: StorageVerification = {
  after: null,
  documents: 0,
  sizeInBytes: 0,
  objects: 0,
  disagreements: [],
};

/**
 * Walks the rows and then the stores, and tells what disagrees: documents whose bytes are missing or wrong, bytes that
 * belong to nothing. Reads each file once. Rejects when it is stopped or a store fails; what `onStep` was told stands.
 * Repairs nothing, and rejects, where the stores are not those that the rows speak of.
 */
export function createVerifyStorage(dependencies: VerifyStorageDependencies): VerifyStorage {
  return async (options) => {
    if (options.repair) await requireTheirStores(dependencies);
    const walked = await walkDocuments(dependencies, options);
    return walkStores(dependencies, options, walked);
  };
}

/**
 * Another folder or bucket, or one of two alone, lacks what the rows lead to. Then no document is closed for it: not
 * where all of them have no bytes, nor where more than a hundred and a tenth of them have none.
 */
async function requireTheirStores({ rows, stores }: VerifyStorageDependencies): Promise<void> {
  const found = await Promise.all(stores.map(({ objects }) => collectPlaces(wholePlaces(objects))));
  let documents = 0;
  let missing = 0;
  for await (const batch of batchesOfDocuments(rows, undefined, batchSize)) {
    const meant = batch.filter(({ state }) => state !== 'refused');
    const isThere = ({ storageKey }: StoredDocument): boolean =>
      stores.some(({ objects }, position) => found[position]?.has(objects.placeOf(storageKey)));
    documents += meant.length;
    missing += meant.filter((document) => !isThere(document)).length;
  }
  if (missing === 0 || (missing < documents && (missing <= few || missing <= documents / 10))) return;
  throw new Error(
    `${missing} of ${documents} documents have no bytes here: are these their stores? Nothing was changed.`,
  );
}

async function* wholePlaces(objects: StoredObjectsPort): AsyncGenerator<string> {
  for await (const { place, kind } of objects.list()) if (kind === 'whole') yield place;
}

async function walkDocuments(
  dependencies: VerifyStorageDependencies,
  options: Parameters<VerifyStorage>[0],
): Promise<StorageVerification> {
  const { rows, checkStoredDocument, atOnce } = dependencies;
  let state = options.from ?? nothingVerified;
  for await (const batch of batchesOfDocuments(rows, state.after ?? undefined, atOnce)) {
    const wrong = await Promise.all(batch.map((document) => checkStoredDocument(document, options)));
    options.signal.throwIfAborted();
    const disagreements = [...state.disagreements];
    for (const [position, document] of batch.entries()) {
      const what = wrong[position];
      if (!what) continue;
      const isRepaired = options.repair && (await close(dependencies, document, what));
      disagreements.push({ what, documentId: document.id, storageKey: document.storageKey, isRepaired });
    }
    state = {
      ...state,
      after: batch.at(-1)?.id ?? state.after,
      documents: state.documents + batch.length,
      sizeInBytes: state.sizeInBytes + batch.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0),
      disagreements,
    };
    await options.onStep(state);
  }
  return state;
}

/** Nobody opens a document again whose bytes are not the patient's: it says so itself, and can be sent again. */
function close(
  { inTransaction, now }: VerifyStorageDependencies,
  document: StoredDocument,
  what: WrongBytes,
): Promise<boolean> {
  return inTransaction(async ({ rows, activity }) => {
    const isClosed = await rows.refuse(document, what === 'bytes_missing' ? 'damaged' : 'mismatch', now());
    if (isClosed) {
      await activity.record(checkFailedOf(document));
    }
    return isClosed;
  });
}

async function walkStores(
  { stores, findStrays }: VerifyStorageDependencies,
  { repair, signal, onStep }: Parameters<VerifyStorage>[0],
  walked: StorageVerification,
): Promise<StorageVerification> {
  let objects = 0;
  const disagreements = walked.disagreements.filter(({ what }) => what !== 'no_row');
  for (const { name, objects: stored } of stores) {
    const strays: StoredObject[] = [];
    let seen = 0;
    for await (const { object, isStray } of findStrays(stored)) {
      signal.throwIfAborted();
      seen += 1;
      if (isStray) strays.push(object);
    }
    if (repair) await removeStrays(stored, strays, seen);
    for (const { kind, place, sizeInBytes } of strays) {
      disagreements.push({ what: 'no_row', store: name, kind, place, sizeInBytes, isRepaired: repair });
    }
    objects += seen;
  }
  const state = { ...walked, objects, disagreements };
  await onStep(state);
  return state;
}

/** The database of another portal, or one that was set back, knows little of what lies here: then nothing goes. */
async function removeStrays(stored: StoredObjectsPort, strays: readonly StoredObject[], seen: number): Promise<void> {
  if (strays.length > few && strays.length > seen / 2) {
    throw new Error('Most of what lies in the store belongs to no row: is this its database? Nothing was removed.');
  }
  for (const object of strays) await stored.removeAt(object);
}
