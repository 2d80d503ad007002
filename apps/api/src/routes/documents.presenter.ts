import {
  type Document as PresentedDocument,
  documentCategories,
  type DocumentList,
  documentStates,
  type DocumentSummary,
  type ListedDocument as PresentedListed,
} from '@portal/contract/documents';
import type { Document } from '@portal/core/documents/document';
import { showsThumbnail } from '@portal/core/documents/document-policy';
import type {
  DocumentsPage,
  DocumentsSummary,
  DocumentsVersion,
  ListedDocument,
} from '@portal/core/documents/documents.port';

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
    hasThumbnail: showsThumbnail(document),
    checkResult: document.checkResult,
    checkedAt: document.checkedAt?.toISOString() ?? null,
    uploadedAt: document.uploadedAt.toISOString(),
    trashedAt: document.trashedAt?.toISOString() ?? null,
    purgeAt: document.purgeAt?.toISOString() ?? null,
    revision: document.revision,
  };
}

function presentListed({ hit, ...document }: ListedDocument): PresentedListed {
  const presented = presentDocument(document);
  if (!hit) return presented;
  const snippet = hit.snippet.map(({ text, isMatch }) => ({ text, isMatch }));
  return { ...presented, hit: { page: hit.page, snippet } };
}

export function presentPage(page: DocumentsPage, nextCursor: string | null): DocumentList {
  return { items: page.items.map(presentListed), nextCursor, total: page.total, version: page.version.number };
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

/** The `ETag` of one document: what is checked or drawn meanwhile looks different without being the patient's change. */
export function revisionTag(document: Document): string {
  const { revision, state } = document;
  return `"${revision}-${state}${showsThumbnail(document) ? '-pictured' : ''}"`;
}

/** The revision that `If-Match` asks for; undefined where any will do. One that is none matches nothing. */
export function revisionOfTag(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const revision = /^\s*(?:W\/)?"(\d{1,9})(?:-[a-z-]+)?"\s*$/.exec(ifMatch)?.[1];
  return revision === undefined ? -1 : Number(revision);
}
