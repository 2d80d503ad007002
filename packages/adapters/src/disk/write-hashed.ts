import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { StoredFile } from '@portal/core/documents/document-files.port';

// Enough to make a call worth its way to the disk; twice that is what a write holds in memory.
const batchInBytes = 256 * 1024;
// A sender who makes chunks of one byte each is not to fill the memory with what chunks are made of.
const batchInChunks = 64;
// What the disk has begun to write by then need not be waited for at the end.
const syncEveryInBytes = 32 * 1024 * 1024;

/**
 * Appends a stream to a file and answers when its bytes are on the disk. While one batch is being written the next one
 * is taken and hashed, and no more: that is how pressure is passed back to the sender. Rejects with the stream's error
 * or the system's; nothing is being written any more then.
 */
export async function writeHashed(file: FileHandle, bytes: Readable): Promise<StoredFile> {
  const hash = createHash('sha256');
  const writing = createBatches(file);
  let sizeInBytes = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeInBytes += chunk.length;
      await writing.add(chunk);
    }
    await writing.end();
  } finally {
    await writing.settled();
  }
  await file.datasync();
  return { sizeInBytes, sha256: hash.digest('hex') };
}

function createBatches(file: FileHandle) {
  let batch: Buffer[] = [];
  let batchSizeInBytes = 0;
  let unsyncedInBytes = 0;
  let written: Promise<unknown> = Promise.resolve();
  let synced: Promise<unknown> = Promise.resolve();

  const begin = (): void => {
    const chunks = batch;
    written = writeWhole(file, chunks);
    // Whoever waits for it next meets the error.
    written.catch(() => undefined);
    unsyncedInBytes += batchSizeInBytes;
    batch = [];
    batchSizeInBytes = 0;
  };
  const beginSync = (): void => {
    unsyncedInBytes = 0;
    synced = file.datasync();
    synced.catch(() => undefined);
  };
  return {
    add: async (chunk: Buffer): Promise<void> => {
      batch.push(chunk);
      batchSizeInBytes += chunk.length;
      if (batchSizeInBytes < batchInBytes && batch.length < batchInChunks) return;
      await written;
      if (unsyncedInBytes >= syncEveryInBytes) {
        await synced;
        beginSync();
      }
      begin();
    },
    end: async (): Promise<void> => {
      await written;
      if (batchSizeInBytes > 0) begin();
      await written;
      await synced;
    },
    /** The file may be closed: whatever came of it was thrown by `add` or `end`. */
    settled: async (): Promise<void> => {
      await Promise.allSettled([written, synced]);
    },
  };
}

async function writeWhole(file: FileHandle, chunks: readonly Buffer[]): Promise<void> {
  const sizeInBytes = chunks.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await file.writev(chunks);
  if (bytesWritten === sizeInBytes) return;
  // The system took a part of it, as where the disk is nearly full: the rest is asked for until it says why.
  const whole = Buffer.concat(chunks);
  for (let done = bytesWritten; done < sizeInBytes;) {
    done += (await file.write(whole, done)).bytesWritten;
  }
}
