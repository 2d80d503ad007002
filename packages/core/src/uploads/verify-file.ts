import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import type { Document } from '../documents/document.ts';
import type { CheckConclusion, DocumentsPort } from '../documents/documents.port.ts';
import { checkFailedOf, type ReportFault } from '../documents/documents-work.ts';
import { hashStoredFile } from '../documents/hash-stored-file.ts';
import type { UnverifiedFile, UnverifiedFilesPort } from './unverified-files.port.ts';
import { verifyingClaimMs } from './upload-policy.ts';
import type { InUploadsTransaction } from './uploads-work.ts';

/** `gone`: the document was deleted, or somebody else has verified it. */
export type VerifyFile = (input: {
  file: UnverifiedFile;
  signal: AbortSignal;
}) => Promise<'ready' | 'refused' | 'gone'>;

export type VerifyFileDependencies = {
  inTransaction: InUploadsTransaction;
  documents: DocumentsPort;
  unverifiedFiles: UnverifiedFilesPort;
  files: DocumentFilesPort;
  now: () => Date;
  reportFault: ReportFault;
  /** How often the claim is made longer while the bytes are read. */
  extendEveryMs: number;
};

/**
 * Reads a document's bytes as a whole, once: those of the declared size and SHA-256 can be opened from now on, others
 * never. A document that another process has decided about stays as that one left it. A store that fails rejects, and
 * the file is due again when the claim is over; an aborted `signal` makes it due at once.
 */
export function createVerifyFile(dependencies: VerifyFileDependencies): VerifyFile {
  const { documents, unverifiedFiles, now } = dependencies;
  return async ({ file, signal }) => {
    const document = await documents.find(file.recordId, file.documentId);
    if (document?.state !== 'processing') {
      await unverifiedFiles.strike(file.documentId);
      return 'gone';
    }
    try {
      return await conclude(dependencies, document, await isAsDeclared(dependencies, document, signal));
    } catch (error) {
      if (signal.aborted) await unverifiedFiles.moveDue(file.documentId, now());
      throw error;
    }
  };
}

/** Undefined where the document was deleted under the reading. */
async function isAsDeclared(
  dependencies: VerifyFileDependencies,
  document: Document,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const { files, documents } = dependencies;
  const alive = keepClaim(dependencies, document.id);
  try {
    const found = await hashStoredFile(files, document.storageKey, { signal, onBytes: () => undefined });
    if (found) return found.sizeInBytes === document.sizeInBytes && found.sha256 === document.sha256;
  } finally {
    clearInterval(alive);
  }
  if ((await documents.find(document.recordId, document.id)) === undefined) return undefined;
  throw new Error(`The bytes of document ${document.id} are not in the store.`);
}

/** A large file takes longer than a claim; a process that died claims nothing any more. */
function keepClaim(
  { unverifiedFiles, now, reportFault, extendEveryMs }: VerifyFileDependencies,
  documentId: string,
): NodeJS.Timeout {
  return setInterval(() => {
    unverifiedFiles
      .moveDue(documentId, new Date(now().getTime() + verifyingClaimMs))
      .catch((error: unknown) => reportFault('keeping the claim of a file that is verified', error));
  }, extendEveryMs).unref();
}

async function conclude(
  { inTransaction, now }: VerifyFileDependencies,
  { id: documentId, recordId }: Document,
  isSame: boolean | undefined,
): Promise<'ready' | 'refused' | 'gone'> {
  const verdict: Pick<CheckConclusion, 'checkResult'> & { state: 'ready' | 'refused' } =
    isSame === true ? { state: 'ready', checkResult: 'not_scanned' } : { state: 'refused', checkResult: 'mismatch' };
  return inTransaction(async ({ documents, unverifiedFiles, activity }) => {
    const conclusion = { ...verdict, recordId, documentId, checkedAt: now() };
    const document = isSame === undefined ? undefined : await documents.concludeCheck(conclusion);
    await unverifiedFiles.strike(documentId);
    if (document === undefined) return 'gone';
    if (verdict.state === 'refused') await activity.record(checkFailedOf(document));
    return verdict.state;
  });
}
