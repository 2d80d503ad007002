import { createHash } from 'node:crypto';
import type { DocumentFilesPort, FileReading } from '../documents/document-files.port.ts';
import type { Document } from '../documents/document.ts';
import type { CheckConclusion, DocumentsPort } from '../documents/documents.port.ts';
import type { ReportFault } from '../documents/documents-work.ts';
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
  const reading = await files.read(document.storageKey);
  if (reading === undefined) {
    if ((await documents.find(document.recordId, document.id)) === undefined) return undefined;
    throw new Error(`The bytes of document ${document.id} are not in the store.`);
  }
  if (reading.sizeInBytes !== document.sizeInBytes) {
    reading.bytes.destroy();
    return false;
  }
  const alive = keepClaim(dependencies, document.id);
  try {
    return (await hashOf(reading, signal)) === document.sha256;
  } finally {
    clearInterval(alive);
  }
}

async function hashOf({ bytes }: FileReading, signal: AbortSignal): Promise<string> {
  const stop = () => bytes.destroy(new Error('The portal is stopping.'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const hash = createHash('sha256');
    for await (const piece of bytes as AsyncIterable<Buffer>) hash.update(piece);
    return hash.digest('hex');
  } finally {
    signal.removeEventListener('abort', stop);
  }
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
    if (verdict.state === 'refused') {
      const actor = { type: 'system' } as const;
      await activity.record({
        action: 'document_check_failed',
        outcome: 'done',
        actor,
        recordId,
        documentId,
        origin: null,
      });
    }
    return verdict.state;
  });
}
