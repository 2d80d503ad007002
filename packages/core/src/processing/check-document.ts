import type { ActivityPort } from '../activity/activity.port.ts';
import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import type { Document } from '../documents/document.ts';
import type { CheckConclusion, DocumentsPort } from '../documents/documents.port.ts';
import { checkFailedOf, type ReportFault } from '../documents/documents-work.ts';
import type { JobOutcome, JobsPort } from '../jobs/jobs.port.ts';
import { announce } from '../notices/announce.ts';
import type { NoticesPort } from '../notices/notices.port.ts';
import { isProblem } from '../problem.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Inspection, InspectorPort } from './inspector.port.ts';
import { noticeOfCheck } from './notice-of-check.ts';
import { readOnce } from './read-once.ts';
import type { ScannerPort, ScanVerdict } from './scanner.port.ts';
import type { ScratchPort } from './scratch.port.ts';

export type CheckDocument = (input: {
  recordId: string;
  documentId: string;
  signal: AbortSignal;
}) => Promise<JobOutcome>;

export type CheckDocumentDependencies = {
  inTransaction: UnitOfWork<{ documents: DocumentsPort; activity: ActivityPort; jobs: JobsPort; notices: NoticesPort }>;
  documents: Pick<DocumentsPort, 'find'>;
  files: Pick<DocumentFilesPort, 'read'>;
  /** Undefined where this portal has none: its documents are `not_scanned`, which is never `clean`. */
  scanner: Pick<ScannerPort, 'scan'> | undefined;
  inspector: Pick<InspectorPort, 'inspect'>;
  scratch: ScratchPort;
  now: () => Date;
  reportFault: ReportFault;
  /** How long a scanner that does not answer is left alone. */
  scanAgainAfterMs: number;
};

type Verdict = Omit<CheckConclusion, 'recordId' | 'documentId' | 'checkedAt'>;

/**
 * Decides about a document in state `processing`: its bytes are read once, for their hash, the scanner and a copy that is
 * inspected. It fails closed: without a word of the scanner nothing is decided, and it is tried again `later`. A store
 * or a disk that fails rejects, and so does an aborted `signal`. Of a document that was decided about or deleted nothing
 * is read; any number may look at the same one, and one of them decides.
 */
export function createCheckDocument(dependencies: CheckDocumentDependencies): CheckDocument {
  const { documents } = dependencies;
  return async ({ recordId, documentId, signal }) => {
    const document = await documents.find(recordId, documentId);
    if (document?.state !== 'processing') return { outcome: 'done' };
    const verdict = await lookAt(dependencies, document, signal);
    if (verdict === 'not_now') return { outcome: 'later', afterMs: dependencies.scanAgainAfterMs };
    if (verdict !== 'gone') await conclude(dependencies, document, verdict);
    return { outcome: 'done' };
  };
}

async function lookAt(
  dependencies: CheckDocumentDependencies,
  document: Document,
  signal: AbortSignal,
): Promise<Verdict | 'not_now' | 'gone'> {
  const { files, documents, scanner, inspector, scratch } = dependencies;
  const reading = await files.read(document.storageKey);
  if (!reading) {
    if ((await documents.find(document.recordId, document.id)) === undefined) return 'gone';
    throw new Error(`The bytes of document ${document.id} are not in the store.`);
  }
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
      return { ...unknown, state: 'unscannable', checkResult: 'unscannable' };
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

function refused(checkResult: 'mismatch' | 'locked' | 'damaged'): Verdict {
  return { ...unknown, state: 'refused', checkResult };
}

async function conclude(
  { inTransaction, now }: CheckDocumentDependencies,
  { id: documentId, recordId }: Document,
  verdict: Verdict,
): Promise<void> {
  await inTransaction(async ({ documents, activity, jobs, notices }) => {
    const checkedAt = now();
    const document = await documents.concludeCheck({ ...verdict, recordId, documentId, checkedAt });
    // Somebody else has decided, or the patient has deleted it.
    if (!document) return;
    if (document.state === 'ready') await jobs.enqueue({ kind: 'index_document', recordId, documentId });
    else await activity.record(checkFailedOf(document));
    const notice = noticeOfCheck(document, checkedAt);
    if (notice) await announce({ notices, jobs }, notice);
  });
}
