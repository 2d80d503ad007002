import { createHash } from 'node:crypto';
import type { DocumentFilesPort, StoredFile } from './document-files.port.ts';

/**
 * Reads a file once and answers what it really is; undefined where there is none. `onBytes` is told of each piece. An
 * aborted signal, or a store that breaks off, rejects.
 */
export async function hashStoredFile(
  files: Pick<DocumentFilesPort, 'read'>,
  storageKey: string,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (sizeInBytes: number) => void },
): Promise<StoredFile | undefined> {
  signal.throwIfAborted();
  const reading = await files.read(storageKey);
  if (!reading) return undefined;
  const { bytes } = reading;
  const stop = (): void => void bytes.destroy(new Error('The reading was stopped.'));
  // It may have been aborted while the file was opened.
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const hash = createHash('sha256');
    let sizeInBytes = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeInBytes += chunk.length;
      onBytes(chunk.length);
    }
    return { sizeInBytes, sha256: hash.digest('hex') };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
