import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredObject, StoredObjectsPort } from '@portal/core/storage/stored-objects.port';
import { askDisk } from './store-error.ts';
import { storagePath } from './storage-path.ts';
import { unlessMissing } from './system-error.ts';
import { syncFolder } from './durable-folders.ts';

const nameOfKey = /[0-9a-f]{64}/;
const placeShape = /^[0-9a-zA-Z-]+$/;
const placesOfKeys = /^[0-9a-f]{64}$/;
const folderNames: Record<StoredObject['kind'], string> = {
  whole: 'kept',
  in_parts: 'parts',
  temporary: 'incoming',
};

/**
 * The files below the `folder` of the documents. The place of a key is the name that is made of it; that of a temporary
 * file its own. Folders are read one after the other and held one at a time.
 */
export function createDiskStoredObjects({ folder }: { folder: string }): StoredObjectsPort {
  const parts = join(folder, folderNames.in_parts);
  /** Of an upload in parts there are several files, and few uploads are under way at a time. */
  const pathsOf = async ({ kind, place }: Pick<StoredObject, 'place' | 'kind'>): Promise<string[]> => {
    if (kind === 'temporary') return [join(folder, folderNames.temporary, place)];
    if (kind === 'whole') return [join(folder, folderNames.whole, place.slice(0, 2), place.slice(2, 4), place)];
    const paths: string[] = [];
    for await (const path of filesBelow(parts)) if (placeOfParts(parts, path) === place) paths.push(path);
    return paths;
  };
  return {
    list: async function* () {
      for (const kind of ['whole', 'in_parts', 'temporary'] as const) {
        for await (const path of filesBelow(join(folder, folderNames[kind]))) {
          const found = await askDisk(() => unlessMissing(stat(path)));
          if (!found) continue;
          const place = kind === 'in_parts' ? placeOfParts(parts, path) : basename(path);
          // What a file browser or an operator leaves there is none of ours.
          if (!(kind === 'temporary' ? placeShape : placesOfKeys).test(place)) continue;
          yield { place, kind, sizeInBytes: found.size, modifiedAt: found.mtime };
        }
      }
    },
    placeOf: (storageKey) => basename(storagePath(folder, storageKey).file),
    removeAt: async (object) => {
      if (!placeShape.test(object.place)) throw new Error('This is no place of the store.');
      await askDisk(async () => {
        for (const path of await pathsOf(object)) {
          await rm(path, { force: true });
          await unlessMissing(syncFolder(dirname(path)));
        }
      });
    },
  };
}

/** Wherever they lie, the files of one upload carry the name of its key. */
function placeOfParts(folder: string, path: string): string {
  const name = path.slice(folder.length + 1);
  return nameOfKey.exec(name)?.[0] ?? basename(name);
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries: Dirent[] = (await askDisk(() => unlessMissing(readdir(folder, { withFileTypes: true })))) ?? [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
