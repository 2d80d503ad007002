import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import { hashStoredFile } from '../documents/hash-stored-file.ts';
import type { StorageRowsPort, StoredDocument } from './storage-rows.port.ts';

/** `gone`: deleted meanwhile, or its bytes never lay there. `wrong`: what lies in the former store is not the document. */
export type MoveOutcome = 'moved' | 'gone' | 'wrong';

export type MoveDocument = (
  document: StoredDocument,
  options: { signal: AbortSignal; onBytes: (sizeInBytes: number) => void },
) => Promise<MoveOutcome>;

export type MoveDocumentDependencies = {
  rows: Pick<StorageRowsPort, 'find'>;
  current: DocumentFilesPort;
  former: DocumentFilesPort;
  /** Which keys are being written: kept where a move that dies is gone on with. */
  journal: MoveJournal;
};

export type MoveJournal = {
  begin: (document: Pick<StoredDocument, 'id' | 'storageKey'>) => Promise<void>;
  end: (document: Pick<StoredDocument, 'id'>) => Promise<void>;
  /** What was begun and never ended. */
  pending: () => Promise<readonly Pick<StoredDocument, 'id' | 'storageKey'>[]>;
};

/**
 * Copies the bytes of one document to the current store, under the same key, and reads them back: there they are, with
 * the SHA-256 of the row, when it answers `moved`, and admitted where the document is ready. What is in the former
 * store stays. A document that is deleted meanwhile leaves nothing in the current one.
 */
export function createMoveDocument(dependencies: MoveDocumentDependencies): MoveDocument {
  const { current, former, journal } = dependencies;
  return async (document, options) => {
    const { storageKey } = document;
    await journal.begin(document);
    const there = await current.stat(storageKey);
    // An earlier move may have come as far as this.
    const outcome = there && (await isWhole(dependencies, document, options)) ? 'moved' : 'copy';
    if (there && outcome === 'copy') await current.remove(storageKey);
    const copied = outcome === 'copy' ? await copy(current, former, document, options) : outcome;
    if (copied === 'moved' && outcome === 'copy' && !(await isWhole(dependencies, document, options))) {
      await current.remove(storageKey);
      throw new Error(`What was written for document ${document.id} reads back as something else.`);
    }
    const settled = await takeBackIfDeleted(dependencies, document);
    if (settled === 'kept' && copied === 'moved') await admitIfReady(dependencies, document);
    await journal.end(document);
    return settled === 'deleted' ? 'gone' : copied;
  };
}

async function copy(
  current: DocumentFilesPort,
  former: DocumentFilesPort,
  { storageKey, fileName, sha256 }: StoredDocument,
  { signal, onBytes }: Parameters<MoveDocument>[1],
): Promise<MoveOutcome> {
  const reading = await former.read(storageKey);
  if (!reading) return 'gone';
  const stored = await current.write(storageKey, reading.bytes, { fileName, signal });
  onBytes(stored.sizeInBytes);
  if (stored.sha256 === sha256) return 'moved';
  await current.remove(storageKey);
  return 'wrong';
}

async function isWhole(
  { current }: MoveDocumentDependencies,
  { storageKey, sha256 }: StoredDocument,
  { signal }: Parameters<MoveDocument>[1],
): Promise<boolean> {
  const found = await hashStoredFile(current, storageKey, { signal, onBytes: () => undefined });
  return found?.sha256 === sha256;
}

/**
 * Whoever deletes a document takes its row first and its bytes afterwards. So bytes that are written while the row is
 * there are taken away by them, and bytes without a row are ours to take away.
 */
export async function takeBackIfDeleted(
  { rows, current }: Pick<MoveDocumentDependencies, 'rows' | 'current'>,
  { id, storageKey }: Pick<StoredDocument, 'id' | 'storageKey'>,
): Promise<'kept' | 'deleted'> {
  const now = await rows.find(id);
  if (now?.storageKey === storageKey) return 'kept';
  await current.remove(storageKey);
  return 'deleted';
}

/** The current store has no mark of what the former one knew to be checked. */
export async function admitIfReady(
  { rows, current }: Pick<MoveDocumentDependencies, 'rows' | 'current'>,
  { id, storageKey }: Pick<StoredDocument, 'id' | 'storageKey'>,
): Promise<void> {
  const now = await rows.find(id);
  if (now?.storageKey === storageKey && now.state === 'ready') await current.admit(storageKey);
}
