import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { ByteRange, OpenFile } from '@portal/core/documents/document-files.port';
import { askDisk } from './store-error.ts';

// Two changes within one tick of a file system's clock look like one; the slowest clocks tick every two seconds.
const tickMs = 2_000;

/** An open file, from `range.start` to `range.end`, as `found` when it was opened. Closing it is the caller's. */
export function openFile(file: FileHandle, found: BigIntStats, range: ByteRange | undefined): OpenFile {
  let position = range?.start ?? 0;
  const end = range ? range.end + 1 : Infinity;
  return {
    state: stateOf(found),
    isUnwritten: () =>
      askDisk(async () => {
        const now = await file.stat({ bigint: true });
        // Not the time of the last change: a removal changes that, too.
        return now.mtimeNs === found.mtimeNs && now.size === found.size;
      }),
    readInto: (buffer) =>
      askDisk(async () => {
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - position), position);
        position += bytesRead;
        return bytesRead;
      }),
  };
}

function stateOf({ dev, ino, size, mtimeNs, ctimeNs, ctimeMs }: BigIntStats): string | undefined {
  if (Date.now() - Number(ctimeMs) < tickMs) return undefined;
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
