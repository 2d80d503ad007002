import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import type { Document } from '../documents/document.ts';
import type { DocumentsPort } from '../documents/documents.port.ts';
import type { ReportFault } from '../documents/documents-work.ts';
import type { JobOutcome } from '../jobs/jobs.port.ts';
import { isProblem } from '../problem.ts';
import { concludeCheck, type ConcludeCheckDependencies, type Verdict } from './conclude-check.ts';
import type { Inspection, InspectorPort } from './inspector.port.ts';
import { readOnce } from './read-once.ts';
import type { ScannerPort, ScanVerdict } from './scanner.port.ts';
import type { ScratchPort } from './scratch.port.ts';

export type CheckDocument = (input: {
  recordId: string;
  documentId: string;
  /** Counts from 1; one that its worker did not live through counts too. */
  attempt: number;
  signal: AbortSignal;
}) => Promise<JobOutcome>;

export type CheckDocumentDependencies = ConcludeCheckDependencies & {
  documents: Pick<DocumentsPort, 'find'>;
  files: Pick<DocumentFilesPort, 'read' | 'admit'>;
  /** Undefined where this portal has none: its documents are `not_scanned`, which is never `clean`. */
  scanner: Pick<ScannerPort, 'scan'> | undefined;
  inspector: Pick<InspectorPort, 'inspect'>;
  scratch: ScratchPort;
  reportFault: ReportFault;
  /** How long a scanner that does not answer is left alone. */
  scanAgainAfterMs: number;
};

/** After so many the next one only says so. A queue gives at least one try more than that. */
export const mostTriesOfACheck = 10;

/**
 * Decides about a document in state `processing`: its bytes are read once, for their hash, the scanner and a copy that is
 * inspected. Its store admits it before it is `ready`. It fails closed: without a word of the scanner nothing is decided,
 * and it is tried again `later`, as it is where the store does not answer or the disk is full. Everything else that fails
 * rejects, and so does an aborted `signal`; after too many tries the document is `unscannable`, and the job rejects once
 * more, for an operator. Of a document that was decided about or deleted nothing is read; any number may look at the same
 * one, and one of them decides.
 */
export function createCheckDocument(dependencies: CheckDocumentDependencies): CheckDocument {
  const { documents } = dependencies;
  return async ({ recordId, documentId, attempt, signal }) => {
    const document = await documents.find(recordId, documentId);
    if (document?.state !== 'processing') return { outcome: 'done' };
    if (attempt > mostTriesOfACheck) {
      // Whatever ended the tries before, the process of the worker included, is not met once more.
      await concludeCheck(dependencies, document, unscannable);
      throw new Error(`The check of document ${documentId} failed ${mostTriesOfACheck} times.`);
    }
    const verdict = await orNotNow(decide(dependencies, document, signal), dependencies.reportFault);
    if (verdict === 'not_now') return { outcome: 'later', afterMs: dependencies.scanAgainAfterMs };
    if (verdict !== 'gone') await concludeCheck(dependencies, document, verdict);
    return { outcome: 'done' };
  };
}

/** What does not answer for a while is no fault of the document's, and costs it no try. */
async function orNotNow<Answer>(looking: Promise<Answer>, reportFault: ReportFault): Promise<Answer | 'not_now'> {
  try {
    return await looking;
  } catch (error) {
    if (!isProblem(error, 'service_unavailable') && !isProblem(error, 'storage_full')) throw error;
    reportFault('checking a document: what it needs does not answer', error);
    return 'not_now';
  }
}

/** `ready` only when the store has been told: a document that says so can be opened. */
async function decide(
  dependencies: CheckDocumentDependencies,
  document: Document,
  signal: AbortSignal,
): Promise<Verdict | 'not_now' | 'gone'> {
  const verdict = await lookAt(dependencies, document, signal);
  if (typeof verdict === 'string' || verdict.state !== 'ready') return verdict;
  return (await dependencies.files.admit(document.storageKey)) ? verdict : goneOrLost(dependencies, document);
}

/** Whoever deletes a document takes its row first. */
async function goneOrLost({ documents }: CheckDocumentDependencies, { recordId, id }: Document): Promise<'gone'> {
  if ((await documents.find(recordId, id)) === undefined) return 'gone';
  throw new Error(`The bytes of document ${id} are not in the store.`);
}

async function lookAt(
  dependencies: CheckDocumentDependencies,
  document: Document,
  signal: AbortSignal,
): Promise<Verdict | 'not_now' | 'gone'> {
  const { files, scanner, inspector, scratch } = dependencies;
  const reading = await files.read(document.storageKey);
  if (!reading) return goneOrLost(dependencies, document);
  const { outcomes, ...found } = await readOnce<[Copy, ScanVerdict | undefined]>(reading.bytes, signal, [
    (bytes) => scratch.keep(bytes, { signal }),
    async (bytes) => (scanner ? scanner.scan(bytes, { signal }) : undefined),
  ]);
  const [kept, scanned] = outcomes;
  try {
    const isSame = found.sizeInBytes === document.sizeInBytes && found.sha256 === document.sha256;
    if (!isSame) return refused('mismatch');
    if (scanned.status === 'rejected') {
      if (!isProblem(scanned.reason, 'service_unavailable')) throw scanned.reason;
      dependencies.reportFault('scanning a document: the scanner does not answer', scanned.reason);
      return 'not_now';
    }
    const closed = closedBy(scanned.value);
    if (closed) return closed;
    if (kept.status === 'rejected') throw kept.reason;
    const inspection = await inspector.inspect(kept.value, { recordId: document.recordId, signal });
    return verdictOf(inspection, scanned.value ? 'clean' : 'not_scanned');
  } finally {
    if (kept.status === 'fulfilled') await kept.value.remove();
  }
}

type Copy = Awaited<ReturnType<ScratchPort['keep']>>;

/** What the scanner alone decides; undefined where the document may be opened as far as it can say. */
function closedBy(scan: ScanVerdict | undefined): Verdict | undefined {
  switch (scan?.verdict) {
    case 'infected':
      return { ...unknown, state: 'blocked', checkResult: 'infected' };
    case 'unscannable':
      return unscannable;
    case 'locked':
      return refused('locked');
    case 'clean':
    case undefined:
      return undefined;
  }
}

function verdictOf(inspection: Inspection, checkResult: 'clean' | 'not_scanned'): Verdict {
  if (inspection.outcome !== 'sound') return refused(inspection.outcome);
  const { pageCount, hasActiveContent } = inspection;
  return { state: 'ready', checkResult, pageCount, hasActiveContent };
}

const unknown = { pageCount: null, hasActiveContent: false };
const unscannable: Verdict = { ...unknown, state: 'unscannable', checkResult: 'unscannable' };

function refused(checkResult: 'mismatch' | 'locked' | 'damaged'): Verdict {
  return { ...unknown, state: 'refused', checkResult };
}
