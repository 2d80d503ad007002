import { link, mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BegunFile, FilePartsPort, PartedFile } from '@portal/core/uploads/file-parts.port';
import { partNumbersOf, sizeOfPart } from '@portal/core/uploads/upload-policy';
import { uploadIncomplete, uploadNotFound } from '@portal/core/uploads/upload-problems';
import { oneAfterAnother } from '../one-after-another.ts';
import { partsFolder, removeParts } from './parts-folder.ts';
import { askDisk } from './store-error.ts';
import { storagePath } from './storage-path.ts';
import { isSystemError, unlessMissing } from './system-error.ts';
import { writePartDurably } from './write-part.ts';
import { makeFolderDurably, syncFolder } from './durable-folders.ts';

const bytesName = 'bytes';

/**
 * Parts below the `folder` of the documents, in `parts/`: for each upload one file as large as the whole, which each
 * part is written into at its place, and beside it an empty file named by the number of each part that is durable.
 * Whole files get their name among the documents and lose this one: no byte is copied.
 */
export async function createDiskFileParts({ folder }: { folder: string }): Promise<FilePartsPort> {
  for (const made of ['kept', 'incoming', 'parts']) await mkdir(join(folder, made), { recursive: true, mode: 0o700 });
  // Two who bring the same part would write over one another. Instances that share a file system do not wait for one
  // another; a part that is sent to both at once has the same digest in both, and what a sender that breaks off could
  // still leave there is found when the whole is read.
  const inTurn = oneAfterAnother();

  return {
    begin: (file) => askDisk(() => begin(folder, file)),
    sign: async () => undefined,
    writePart: (part, bytes, signal) =>
      askDisk(() => {
        // Nobody reads it while it waits for its turn.
        bytes.on('error', () => undefined);
        const parts = partsFolder(folder, part.storageKey);
        const { number, sha256, sizeOfPartInBytes: sizeInBytes } = part;
        const position = (number - 1) * part.partSizeInBytes;
        return inTurn(join(parts, String(number)), async () => {
          if ((await numbersIn(parts)).has(number)) return void bytes.destroy();
          const file = join(parts, bytesName);
          await unlessOver(writePartDurably({ file, position, sizeInBytes, sha256, bytes, signal }));
          await unlessOver(makeMarker(parts, number));
        });
      }),
    listParts: (file) =>
      askDisk(async () => {
        const numbers = await numbersIn(partsFolder(folder, file.storageKey));
        return partNumbersOf(file)
          .filter((number) => numbers.has(number))
          .map((number) => ({ number, sizeInBytes: sizeOfPart(file, number) ?? 0 }));
      }),
    complete: (file) => askDisk(() => complete(folder, file)),
  };
}

/** The folder of an upload goes when it is given up. */
async function unlessOver(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw isSystemError(error, 'ENOENT') ? uploadNotFound() : error;
  }
}

async function begin(folder: string, { storageKey, sizeInBytes }: PartedFile): Promise<{ multipartId: string }> {
  const parts = partsFolder(folder, storageKey);
  await mkdir(parts, { mode: 0o700 });
  const file = await open(join(parts, bytesName), 'wx', 0o600);
  try {
    await file.truncate(sizeInBytes);
    await file.sync();
  } finally {
    await file.close();
  }
  for (const made of [parts, dirname(parts)]) await syncFolder(made);
  return { multipartId: 'parts' };
}

/** The bytes are on the disk by now: that the name is there says so. */
async function makeMarker(parts: string, number: number): Promise<void> {
  const marker = await open(join(parts, String(number)), 'w', 0o600);
  await marker.close();
  await syncFolder(parts);
}

async function numbersIn(parts: string): Promise<ReadonlySet<number>> {
  const names = (await unlessMissing(readdir(parts))) ?? [];
  return new Set(names.filter((name) => name !== bytesName).map(Number));
}

async function complete(folder: string, part: BegunFile): Promise<void> {
  const { folders, file } = storagePath(join(folder, 'kept'), part.storageKey);
  if (!(await isThere(file))) {
    const parts = partsFolder(folder, part.storageKey);
    const numbers = await numbersIn(parts);
    const missing = partNumbersOf(part).filter((number) => !numbers.has(number));
    for (const made of folders) await makeFolderDurably(made);
    if (missing.length === 0) await giveName(join(parts, bytesName), file);
    // Another call was quicker, or there is something missing indeed.
    if (!(await isThere(file))) throw uploadIncomplete(missing);
  }
  await syncFolder(dirname(file));
  await removeParts(folder, part.storageKey);
}

async function giveName(bytes: string, file: string): Promise<void> {
  try {
    await link(bytes, file);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST') && !isSystemError(error, 'ENOENT')) throw error;
  }
}

async function isThere(file: string): Promise<boolean> {
  return (await unlessMissing(stat(file))) !== undefined;
}
