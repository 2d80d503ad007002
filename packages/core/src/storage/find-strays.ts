import { collectPlaces } from './place-set.ts';
import { allStorageKeys } from './storage-keys.ts';
import type { StorageRowsPort } from './storage-rows.port.ts';
import type { StoredObject, StoredObjectsPort } from './stored-objects.port.ts';

/** Nothing younger is looked at: its row may come, or it may be somebody's work of this moment. */
const oldEnoughMs = 60 * 60 * 1000;

export type FindStrays = (objects: StoredObjectsPort) => AsyncGenerator<{ object: StoredObject; isStray: boolean }>;

/**
 * Walks everything that lies in a store and tells what no row and no note of an unfinished file leads to. Keys are
 * never used again, and a row is always there before its bytes: what is a stray once is one forever.
 */
export function createFindStrays({ rows, now }: { rows: StorageRowsPort; now: () => Date }): FindStrays {
  return async function* (objects) {
    const oldEnough = new Date(now().getTime() - oldEnoughMs);
    const wanted = await collectPlaces(placesOf(objects, rows, () => true));
    const unfinished = await collectPlaces(placesOf(objects, rows, ({ isUnfinished }) => isUnfinished));
    for await (const object of objects.list()) {
      const isLedTo = object.kind === 'whole' ? wanted.has(object.place) : unfinished.has(object.place);
      yield { object, isStray: !isLedTo && object.modifiedAt < oldEnough };
    }
  };
}

async function* placesOf(
  objects: StoredObjectsPort,
  rows: StorageRowsPort,
  isMeant: (key: { isUnfinished: boolean }) => boolean,
): AsyncGenerator<string> {
  for await (const key of allStorageKeys(rows)) if (isMeant(key)) yield objects.placeOf(key.storageKey);
}
