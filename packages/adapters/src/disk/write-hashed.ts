import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { StoredFile } from '@portal/core/documents/document-files.port';
import { eachPiece } from './each-piece.ts';

// Enough to make a call worth its way to the disk; a write holds two of them.
const batchInBytes = 256 * 1024;
// What the disk has begun to write by then need not be waited for at the end.
const syncEveryInBytes = 32 * 1024 * 1024;
const spareBuffersAtMost = 16;
// Used again and again: what comes from the network is copied and let go of at once, which costs less than its removal
// from memory once it has become old.
const spareBuffers: Buffer[] = [];

/**
 * Appends a stream to a file and answers when its bytes are on the disk. While one batch is being written it is hashed
 * and the next one is taken, and no more: that is how pressure is passed back to the sender. Rejects with the stream's
 * error or the system's; nothing is being written any more then.
 */
export async function writeHashed(file: FileHandle, bytes: Readable): Promise<StoredFile> {
  const hash = createHash('sha256');
  const batches = createBatches(file, (batch) => hash.update(batch));
  let sizeInBytes = 0;
  try {
    await eachPiece(bytes, (piece) => {
      sizeInBytes += piece.length;
      return batches.add(piece);
    });
    await batches.end();
  } finally {
    await batches.settled();
  }
  await file.datasync();
  return { sizeInBytes, sha256: hash.digest('hex') };
}

function createBatches(file: FileHandle, onWriting: (batch: Buffer) => void) {
  let [filling, beingWritten] = [takeBuffer(), takeBuffer()];
  let filled = 0;
  let unsyncedInBytes = 0;
  let written: Promise<unknown> = Promise.resolve();
  let synced: Promise<unknown> = Promise.resolve();

  const write = async (): Promise<void> => {
    await written;
    if (unsyncedInBytes >= syncEveryInBytes) {
      await synced;
      synced = begun(file.datasync());
      unsyncedInBytes = 0;
    }
    const batch = filling.subarray(0, filled);
    written = begun(writeWhole(file, batch));
    onWriting(batch);
    unsyncedInBytes += filled;
    [filling, beingWritten] = [beingWritten, filling];
    filled = 0;
  };
  const fill = (piece: Buffer, from: number): number => {
    const copied = piece.copy(filling, filled, from);
    filled += copied;
    return from + copied;
  };
  const writeWhatIsFull = async (piece: Buffer, from: number): Promise<void> => {
    for (let taken = from; filled === filling.length;) {
      await write();
      taken = fill(piece, taken);
    }
  };
  return {
    /** Answers a promise where a batch is full, and nothing where the piece found room. */
    add: (piece: Buffer): Promise<void> | undefined => {
      const taken = fill(piece, 0);
      return filled === filling.length ? writeWhatIsFull(piece, taken) : undefined;
    },
    end: async (): Promise<void> => {
      if (filled > 0) await write();
      await written;
      await synced;
    },
    /** The file may be closed: whatever came of it was thrown by `add` or `end`. */
    settled: async (): Promise<void> => {
      await Promise.allSettled([written, synced]);
      for (const buffer of [filling, beingWritten]) {
        if (spareBuffers.length < spareBuffersAtMost) spareBuffers.push(buffer);
      }
    },
  };
}

function takeBuffer(): Buffer {
  return spareBuffers.pop() ?? Buffer.allocUnsafeSlow(batchInBytes);
}

/** Whoever waits for it next meets its error; that may be later than it comes. */
function begun<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

async function writeWhole(file: FileHandle, batch: Buffer): Promise<void> {
  // The system may take a part of it, as where the disk is nearly full: the rest is asked for until it says why.
  for (let done = 0; done < batch.length;) {
    done += (await file.write(batch, done, batch.length - done)).bytesWritten;
  }
}
