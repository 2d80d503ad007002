import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HashWorkerAnswer } from './hash-file.ts';

/** Read piece by piece, so that a file of a gigabyte needs no more memory than a small one. */
const pieceSizeInBytes = 4 * 1024 * 1024;

const answer = (message: HashWorkerAnswer): void => postMessage(message);

async function hash(file: Blob): Promise<void> {
  const digest = sha256.create();
  for (let offset = 0; offset < file.size; offset += pieceSizeInBytes) {
    const end = Math.min(offset + pieceSizeInBytes, file.size);
    digest.update(new Uint8Array(await file.slice(offset, end).arrayBuffer()));
    answer({ kind: 'read', readInBytes: end });
  }
  answer({ kind: 'hashed', sha256: bytesToHex(digest.digest()) });
}

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  // Whatever a browser cannot read of a file (it has gone, it has changed, it is a folder), it says so in this way.
  hash(data).catch(() => answer({ kind: 'unreadable' }));
});
