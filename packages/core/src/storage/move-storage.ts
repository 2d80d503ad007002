import { linkLifetimeMs } from '../documents/document-policy.ts';
import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import { admitIfReady, type MoveDocument, type MoveJournal, takeBackIfDeleted } from './move-document.ts';
import { collectPlaces } from './place-set.ts';
import { batchesOfDocuments } from './storage-keys.ts';
import type { StorageRowsPort, StoredDocument } from './storage-rows.port.ts';
import type { StoredObjectsPort } from './stored-objects.port.ts';

/** A link that was given out for the former store is good for its lifetime; half of it again for clocks and slowness. */
export const formerStaysForMs = 1.5 * linkLifetimeMs;
const batchSize = 500;

export type MoveStorage = (options: {
  signal: AbortSignal;
  onBytes: (sizeInBytes: number) => void;
  onStep: (state: StorageMove) => void;
}) => Promise<StorageMove>;

export type StorageMove = {
  /** Looked at, whether there was something to do or not. */
  documents: number;
  moved: number;
  /** Their bytes in the former store are not what the row says: they stay where they are. */
  wrong: readonly string[];
  /** What lies in the former store when all is done: wrong ones, uploads under way, bytes without a row. */
  leftInFormer: number;
};

export type MoveStorageDependencies = {
  rows: StorageRowsPort;
  current: DocumentFilesPort;
  former: DocumentFilesPort;
  /** What lies in the former store. */
  objects: StoredObjectsPort;
  moveDocument: MoveDocument;
  journal: MoveJournal;
  now: () => Date;
  /** Rejects when the signal is aborted. */
  wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
  /** How long bytes stay in the former store after they were copied. */
  formerStaysForMs: number;
  atOnce: number;
};

type Copied = { id: string; storageKey: string; removeAt: number };

/**
 * Moves the documents of all records to the current store while the portal runs with both: it reads from either and
 * writes to the current one. Goes round until nothing lies in the former store that could move. Stopped or killed, it
 * is simply run again. Rejects when it is stopped or a store fails.
 */
export function createMoveStorage(dependencies: MoveStorageDependencies): MoveStorage {
  return async (options) => {
    for (const document of await dependencies.journal.pending()) {
      await takeBackIfDeleted(dependencies, document);
      await dependencies.journal.end(document);
    }
    let state: StorageMove = { documents: 0, moved: 0, wrong: [], leftInFormer: 0 };
    let movedBefore: number;
    do {
      movedBefore = state.moved;
      state = await goRound(dependencies, options, { ...state, documents: 0, wrong: [] });
    } while (state.moved > movedBefore);
    return { ...state, leftInFormer: await countLeft(dependencies, options.signal) };
  };
}

/** What is being removed by others in this moment is not left: only what is still there a while later. */
async function countLeft(dependencies: MoveStorageDependencies, signal: AbortSignal): Promise<number> {
  const { objects, wait } = dependencies;
  const before = await collectPlaces(placesIn(objects));
  if (before.size === 0) return 0;
  await wait(dependencies.formerStaysForMs, signal);
  let left = 0;
  for await (const place of placesIn(objects)) if (before.has(place)) left += 1;
  return left;
}

async function goRound(
  dependencies: MoveStorageDependencies,
  { signal, onBytes, onStep }: Parameters<MoveStorage>[0],
  before: StorageMove,
): Promise<StorageMove> {
  const { rows, objects, moveDocument } = dependencies;
  const inFormer = await collectPlaces(placesIn(objects));
  const copied: Copied[] = [];
  const state = { ...before, wrong: [...before.wrong] };
  const moveOne = async (document: StoredDocument): Promise<void> => {
    const outcome = await moveDocument(document, { signal, onBytes });
    if (outcome === 'wrong') state.wrong.push(document.id);
    if (outcome !== 'moved') return;
    state.moved += 1;
    const { id, storageKey } = document;
    copied.push({ id, storageKey, removeAt: timeOf(dependencies) + dependencies.formerStaysForMs });
  };
  for await (const batch of batchesOfDocuments(rows, undefined, batchSize)) {
    const toMove = batch.filter(({ storageKey }) => inFormer.has(objects.placeOf(storageKey)));
    state.documents += batch.length - toMove.length;
    await inTurn(toMove, dependencies.atOnce, async (document) => {
      signal.throwIfAborted();
      await moveOne(document);
      state.documents += 1;
      onStep(state);
      await removeCopied(dependencies, copied);
    });
  }
  while (copied.length > 0) {
    const [next] = copied;
    await dependencies.wait(Math.max(0, (next?.removeAt ?? 0) - timeOf(dependencies)), signal);
    await removeCopied(dependencies, copied);
  }
  return state;
}

const timeOf = ({ now }: MoveStorageDependencies): number => now().getTime();

/** In order of their time, the first first: all wait equally long. */
async function removeCopied(dependencies: MoveStorageDependencies, copied: Copied[]): Promise<void> {
  while (copied[0] && copied[0].removeAt <= timeOf(dependencies)) {
    const due = copied.shift();
    if (!due) continue;
    // A check that ended while it was copied may have met the former store alone.
    await admitIfReady(dependencies, due);
    await dependencies.former.remove(due.storageKey);
  }
}

async function* placesIn(store: StoredObjectsPort): AsyncGenerator<string> {
  for await (const { place, kind } of store.list()) if (kind !== 'temporary') yield place;
}

/** Each once, `atOnce` at the same time. The first that fails stops the others from beginning anew. */
async function inTurn<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let hasFailed = false;
  const goOn = async (): Promise<void> => {
    for (const item of waiting) {
      if (hasFailed) return;
      try {
        await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, goOn));
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
