import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import { hashStoredFile } from '../documents/hash-stored-file.ts';
import type { StorageRowsPort, StoredDocument } from './storage-rows.port.ts';

export type WrongBytes = 'bytes_missing' | 'size_differs' | 'hash_differs';

export type CheckStoredDocument = (
  document: StoredDocument,
  options: { quick: boolean; signal: AbortSignal; onBytes: (sizeInBytes: number) => void },
) => Promise<WrongBytes | undefined>;

/**
 * Whether the bytes of a document are there and are what the row says. `quick` looks at the size alone. What changes
 * while it is looked at, or was found out before, is no disagreement.
 */
export function createCheckStoredDocument({
  rows,
  files,
}: {
  rows: Pick<StorageRowsPort, 'find'>;
  files: DocumentFilesPort;
}): CheckStoredDocument {
  return async (document, { quick, signal, onBytes }) => {
    if (isKnownToBeWrong(document)) return undefined;
    const found = quick
      ? await files.stat(document.storageKey)
      : await hashStoredFile(files, document.storageKey, { signal, onBytes });
    if (quick) onBytes(document.sizeInBytes);
    const wrong = compare(document, found);
    if (!wrong) return undefined;
    const now = await rows.find(document.id);
    return now && now.storageKey === document.storageKey && !isKnownToBeWrong(now) ? wrong : undefined;
  };
}

function isKnownToBeWrong({ state, checkResult }: StoredDocument): boolean {
  return state === 'refused' && (checkResult === 'damaged' || checkResult === 'mismatch');
}

function compare(
  document: StoredDocument,
  found: { sizeInBytes: number; sha256?: string } | undefined,
): WrongBytes | undefined {
  if (!found) return 'bytes_missing';
  if (found.sizeInBytes !== document.sizeInBytes) return 'size_differs';
  return found.sha256 === undefined || found.sha256 === document.sha256 ? undefined : 'hash_differs';
}
