import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredObject } from '@portal/core/storage/stored-objects.port';
import { afterEach, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { describeStoredObjects } from '../port-suites/stored-objects.suite.ts';
import { createDiskDocumentFiles } from './document-files.disk.ts';
import { createDiskStoredObjects } from './stored-objects.disk.ts';

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stored-objects-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describeStoredObjects('disk', async () => {
  const folder = await newFolder();
  return { files: await createDiskDocumentFiles({ folder }), objects: createDiskStoredObjects({ folder }) };
});

describe('stored objects on disk', () => {
  it('shows and takes away what is half written and what came in parts', async () => {
    const folder = await newFolder();
    const objects = createDiskStoredObjects({ folder });
    const key = newStorageKey();
    const place = objects.placeOf(key);
    await mkdir(join(folder, 'incoming'));
    await mkdir(join(folder, 'parts', place), { recursive: true });
    await writeFile(join(folder, 'incoming', 'half'), 'x');
    await writeFile(join(folder, 'parts', place, 'bytes'), 'xx');
    const listed: StoredObject[] = [];
    for await (const object of objects.list()) listed.push(object);
    expect(listed).toMatchObject([
      { kind: 'in_parts', place, sizeInBytes: 2 },
      { kind: 'temporary', place: 'half', sizeInBytes: 1 },
    ]);
    for (const object of listed) await objects.removeAt(object);
    for await (const object of objects.list()) expect(object).toBeUndefined();
  });

  // The mutant: the look at the place out of `list` in stored-objects.disk.ts.
  it('passes over what has no name of the portal’s', async () => {
    const folder = await newFolder();
    const inner = join(folder, 'kept', 'ab', 'cd');
    await mkdir(inner, { recursive: true });
    await mkdir(join(folder, 'incoming'));
    for (const path of [join(inner, '.DS_Store'), join(inner, 'notes'), join(folder, 'incoming', '.hidden')]) {
      await writeFile(path, 'x');
    }
    for await (const object of createDiskStoredObjects({ folder }).list()) expect(object).toBeUndefined();
  });

  it.each(['../kept', 'a/b', '..'])('leaves alone what is no place of it: %s', async (place) => {
    const objects = createDiskStoredObjects({ folder: await newFolder() });
    await expect(objects.removeAt({ place, kind: 'temporary' })).rejects.toThrow('no place');
  });
});
