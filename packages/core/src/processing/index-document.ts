import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import type { ReportFault } from '../documents/documents-work.ts';
import type { Thumbnail } from '../documents/thumbnails.port.ts';
import type { JobOutcome } from '../jobs/jobs.port.ts';
import { isProblem } from '../problem.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import { cleanPages } from './clean-pages.ts';
import type { DocumentIndex, DocumentIndexPort } from './document-index.port.ts';
import type { InspectorPort, InspectorQuestion } from './inspector.port.ts';
import type { ScratchFile, ScratchPort } from './scratch.port.ts';

export type IndexDocument = (input: {
  recordId: string;
  documentId: string;
  /** Counts from 1; a worker that died under it counts too. */
  attempt: number;
  signal: AbortSignal;
}) => Promise<JobOutcome>;

export type IndexDocumentDependencies = {
  inTransaction: UnitOfWork<{ documentIndex: DocumentIndexPort }>;
  documentIndex: Pick<DocumentIndexPort, 'findUnindexed'>;
  files: Pick<DocumentFilesPort, 'read'>;
  inspector: Pick<InspectorPort, 'drawFirstPage' | 'readText'>;
  scratch: ScratchPort;
  now: () => Date;
  reportFault: ReportFault;
};

/** One that took workers down so often is left without picture and text: it opens all the same. */
const mostAttempts = 4;
const againAfterMs = 60_000;
const widthsInPixels = [320, 160] as const;
const largestPictureInBytes = 64 * 1024;

type Found = Pick<DocumentIndex, 'thumbnail' | 'pages'>;
const nothing: Found = { thumbnail: undefined, pages: [] };

/**
 * Makes the picture and the words of a document that is `ready`, once. A store or a disk that fails is tried again
 * `later` and costs no attempt; whatever else fails rejects, and is given up after some attempts. Any number may do the
 * same one, and one of them keeps what it made; of a document that is gone, closed or indexed nothing is read.
 */
export function createIndexDocument(dependencies: IndexDocumentDependencies): IndexDocument {
  const { inTransaction, documentIndex, now, reportFault } = dependencies;
  const keep = (input: DocumentIndex) => inTransaction((ports) => ports.documentIndex.keep(input));
  return async ({ recordId, documentId, attempt, signal }) => {
    const document = await documentIndex.findUnindexed(recordId, documentId);
    if (!document) return { outcome: 'done' };
    if (attempt > mostAttempts) {
      reportFault('indexing a document: given up', new Error(`Document ${documentId} failed ${mostAttempts} times.`));
      await keep({ recordId, documentId, ...nothing, indexedAt: now() });
      return { outcome: 'done' };
    }
    const found = await lookInto(dependencies, { recordId, documentId, ...document }, signal);
    if (found === 'not_now') return { outcome: 'later', afterMs: againAfterMs };
    if (found !== 'gone') await keep({ recordId, documentId, ...found, indexedAt: now() });
    return { outcome: 'done' };
  };
}

type Subject = { recordId: string; documentId: string; storageKey: string };

async function lookInto(
  dependencies: IndexDocumentDependencies,
  subject: Subject,
  signal: AbortSignal,
): Promise<Found | 'gone' | 'not_now'> {
  const { inspector, reportFault } = dependencies;
  const { recordId } = subject;
  const copy = await copyOf(dependencies, subject, signal).catch((error: unknown) => {
    if (!isProblem(error, 'service_unavailable') && !isProblem(error, 'storage_full')) throw error;
    reportFault('indexing a document: its bytes cannot be read now', error);
    return 'not_now' as const;
  });
  if (typeof copy === 'string') return copy;
  try {
    const thumbnail = await draw(inspector, copy, { recordId, signal });
    const { pages } = await inspector.readText(copy, { recordId, signal });
    return { thumbnail, pages: cleanPages(pages) };
  } finally {
    await copy.remove();
  }
}

async function copyOf(
  { files, documentIndex, scratch }: IndexDocumentDependencies,
  { recordId, documentId, storageKey }: Subject,
  signal: AbortSignal,
) {
  const reading = await files.read(storageKey);
  if (reading) return scratch.keep(reading.bytes, { signal });
  if ((await documentIndex.findUnindexed(recordId, documentId)) === undefined) return 'gone' as const;
  throw new Error(`The bytes of document ${documentId} are not in the store.`);
}

/** A page that is too busy for the place that a picture has is drawn smaller, or not at all. */
async function draw(
  inspector: Pick<InspectorPort, 'drawFirstPage'>,
  file: ScratchFile,
  question: InspectorQuestion,
): Promise<Thumbnail | undefined> {
  for (const widthInPixels of widthsInPixels) {
    const picture = await inspector.drawFirstPage(file, { ...question, widthInPixels });
    if (!picture) return undefined;
    if (picture.bytes.length <= largestPictureInBytes) return picture;
  }
  return undefined;
}
