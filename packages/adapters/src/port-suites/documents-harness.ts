import { createHash } from 'node:crypto';
import type { Document } from '@portal/core/documents/document';
import type {
  DocumentsPage,
  DocumentsPort,
  DocumentsQuery,
  FinishedUpload,
  Reservation,
} from '@portal/core/documents/documents.port';
import type { UnfinishedFilesPort } from '@portal/core/documents/unfinished-files.port';
import { newId } from '@portal/core/new-id';
import type { UnitOfWork } from '@portal/core/unit-of-work.port';

export type DocumentsHarness = {
  documents: DocumentsPort;
  unfinishedFiles: UnfinishedFilesPort;
  inTransaction: UnitOfWork<{ documents: DocumentsPort; unfinishedFiles: UnfinishedFilesPort }>;
  newRecord: () => Promise<{ recordId: string; userId: string }>;
  /** Resolves when one of the calls under way waits for another one to end. */
  untilSomebodyWaits: () => Promise<void>;
};

export const startedAt = new Date('2026-05-03T10:00:00.123Z');
export const later = (minutes: number): Date => new Date(startedAt.getTime() + minutes * 60_000);
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

export type Owner = { recordId: string; userId: string };

/** Words for the suites: what an upload of `owner` reserves and finishes with. */
export function reservationOf(owner: Owner, more: Partial<Reservation> = {}): Reservation {
  const documentId = newId();
  return {
    documentId,
    recordId: owner.recordId,
    uploadedBy: owner.userId,
    storageKey: `documents/${owner.recordId}/${documentId}/0123456789abcdef`,
    fileName: 'scan.pdf',
    announcedSizeInBytes: 1000,
    quotaInBytes: 1_000_000_000,
    createdAt: startedAt,
    deadline: later(60),
    ...more,
  };
}

export function finishOf(reservation: Reservation, more: Partial<FinishedUpload> = {}): FinishedUpload {
  return {
    documentId: reservation.documentId,
    recordId: reservation.recordId,
    state: 'ready',
    title: 'Blood test',
    fileName: reservation.fileName,
    category: 'lab_result',
    documentDate: '2026-05-01',
    sizeInBytes: 900,
    sha256: sha256Of(reservation.documentId),
    isCopy: false,
    checkResult: 'not_scanned',
    uploadedAt: later(1),
    ...more,
  };
}

export async function reserve(harness: DocumentsHarness, reservation: Reservation) {
  return harness.inTransaction(({ documents }) => documents.reserve(reservation));
}

export async function finish(harness: DocumentsHarness, finished: FinishedUpload) {
  return harness.inTransaction(({ documents }) => documents.finish(finished));
}

export async function addDocument(
  harness: DocumentsHarness,
  owner: Owner,
  more: Partial<FinishedUpload> = {},
): Promise<Document> {
  const reservation = reservationOf(owner, more.fileName === undefined ? {} : { fileName: more.fileName });
  await reserve(harness, reservation);
  const done = await finish(harness, finishOf(reservation, more));
  if (done.outcome !== 'finished') throw new Error(`The document of this test was not kept: ${done.outcome}.`);
  return done.document;
}

export function queryOf(owner: Owner, more: Partial<DocumentsQuery> = {}): DocumentsQuery {
  return {
    recordId: owner.recordId,
    view: 'active',
    sort: '-uploadedAt',
    limit: 25,
    category: undefined,
    search: undefined,
    after: undefined,
    ...more,
  };
}

/** Every page of a list, one after the other. */
export async function listAll(harness: DocumentsHarness, query: DocumentsQuery): Promise<Document[]> {
  const found: Document[] = [];
  let page: DocumentsPage | undefined;
  do {
    page = await harness.documents.list({ ...query, after: page?.next ?? query.after });
    found.push(...page.items);
  } while (page.next);
  return found;
}
