import type { Document } from '@portal/contract/documents';
import { getDocument } from '@portal/contract/documents.endpoints';
import type { QueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../app/api-client.ts';
import { hasCode } from '../../../app/api-problem.ts';
import { refetchInBackground } from '../../../app/background-queries.ts';
import { findDocument, placeInLists, putDocument, takeFromLists } from '../document-cache.ts';
import { documentKeys } from '../document-keys.ts';
import type { ListFilters } from '../list-filters.ts';
import { isOnItsWay } from '../use-document.ts';

/** A document as the portal has it now; undefined where it is gone. */
export type AskForDocument = (documentId: string) => Promise<Document | undefined>;

export const askForDocument: AskForDocument = async (documentId) => {
  try {
    return (await callEndpoint(getDocument, { params: { documentId }, background: true })).document;
  } catch (error) {
    if (hasCode(error, 'document_not_found')) return undefined;
    throw error;
  }
};

/** Of more at once, everything on the screen is asked for anew. */
const mostAskedAlone = 20;

/** Shows what became of documents, wherever on the page they stand: each stays where it is unless it belongs elsewhere. */
export async function showChanges(
  client: QueryClient,
  documentIds: readonly string[],
  ask: AskForDocument = askForDocument,
): Promise<void> {
  if (documentIds.length > mostAskedAlone) return refetchInBackground(client, { queryKey: documentKeys.all });
  const changes = await Promise.all(documentIds.map(async (id) => showChange(client, id, await ask(id))));
  if (!changes.includes('changed')) return;
  await refetchInBackground(client, {
    predicate: ({ queryKey: [all, kind, filters] }) =>
      all === documentKeys.all[0] && (kind === 'summary' || (kind === 'list' && (filters as ListFilters).q !== '')),
  });
}

async function showChange(
  client: QueryClient,
  documentId: string,
  now: Document | undefined,
): Promise<'same' | 'changed'> {
  const before = findDocument(client, documentId);
  if (!now) {
    for (const view of ['active', 'trash'] as const) takeFromLists(client, view, documentId);
    // Its own page says that it is gone.
    await client.resetQueries({ queryKey: documentKeys.one(documentId) });
    return before ? 'changed' : 'same';
  }
  if (before && isSame(before, now)) return 'same';
  putDocument(client, now);
  if (!before || standsElsewhere(before, now)) {
    takeFromLists(client, now.trashedAt === null ? 'trash' : 'active', documentId);
    placeInLists(client, now);
  }
  return 'changed';
}

function isSame(before: Document, now: Document): boolean {
  return Object.entries(now).every(([field, value]) => before[field as keyof Document] === value);
}

/** In another list, or at another place of the same one. */
function standsElsewhere(before: Document, now: Document): boolean {
  const fields = ['trashedAt', 'category', 'title', 'documentDate', 'uploadedAt'] as const;
  return fields.some((field) => before[field] !== now[field]);
}

/** News may have been missed: what waits for some is asked about, and where one was away, everything that is shown. */
export function catchUp(client: QueryClient, { wasAway }: { wasAway: boolean }): Promise<void> {
  if (wasAway) return refetchInBackground(client, { queryKey: documentKeys.all });
  return refetchInBackground(client, {
    queryKey: documentKeys.ones,
    predicate: ({ state }) => isOnItsWay(state.data as Document | undefined),
  });
}
