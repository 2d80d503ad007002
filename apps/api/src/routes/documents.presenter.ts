import {
  type Document as PresentedDocument,
  documentCategories,
  type DocumentList,
  documentStates,
  type DocumentSummary,
} from '@portal/contract/documents';
import type { Document } from '@portal/core/documents/document';
import type { DocumentsPage, DocumentsSummary, DocumentsVersion } from '@portal/core/documents/documents.port';

/** Every field that leaves is named here: keys of the store, copies and records stay inside. */
export function presentDocument(document: Document): PresentedDocument {
  return {
    id: document.id,
    state: document.state,
    title: document.title,
    fileName: document.fileName,
    category: document.category,
    documentDate: document.documentDate,
    note: document.note,
    sizeInBytes: document.sizeInBytes,
    sha256: document.sha256,
    pageCount: document.pageCount,
    hasActiveContent: document.hasActiveContent,
    hasThumbnail: false,
    checkResult: document.checkResult,
    checkedAt: document.checkedAt?.toISOString() ?? null,
    uploadedAt: document.uploadedAt.toISOString(),
    trashedAt: document.trashedAt?.toISOString() ?? null,
    purgeAt: document.purgeAt?.toISOString() ?? null,
    revision: document.revision,
  };
}

export function presentPage(page: DocumentsPage, nextCursor: string | null): DocumentList {
  return { items: page.items.map(presentDocument), nextCursor, total: page.total, version: page.version.number };
}

export function presentSummary(summary: DocumentsSummary): DocumentSummary {
  return {
    active: summary.active,
    trashed: summary.trashed,
    byState: countsOf(documentStates, summary.byState),
    byCategory: countsOf(documentCategories, summary.byCategory),
    version: summary.version.number,
  };
}

function countsOf<Name extends string>(names: readonly Name[], counts: Partial<Record<Name, number>>) {
  return Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])) as Record<Name, number>;
}

/** The `ETag` of a list. */
export function versionTag({ number, nonce }: DocumentsVersion): string {
  return `"${number}-${nonce}"`;
}

/** The `ETag` of one document: what is checked meanwhile looks different without being a change of the patient's. */
export function revisionTag({ revision, state }: Pick<Document, 'revision' | 'state'>): string {
  return `"${revision}-${state}"`;
}

/** The revision that `If-Match` asks for; undefined where any will do. One that is none matches nothing. */
export function revisionOfTag(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const revision = /^\s*(?:W\/)?"(\d{1,9})(?:-[a-z]+)?"\s*$/.exec(ifMatch)?.[1];
  return revision === undefined ? -1 : Number(revision);
}
