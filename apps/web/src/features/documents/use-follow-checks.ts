import type { Document } from '@portal/contract/documents';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { putDocument } from './document-cache.ts';
import { documentKeys } from './document-keys.ts';
import { documentQuery, isOnItsWay } from './use-document.ts';

/** Each is a question every few seconds; the others are asked about when these are done. */
const mostAtOnce = 10;

/** Asks about documents that are being checked until they are, and shows what became of them wherever they stand. */
export function useFollowChecks(documents: readonly Document[], onChanged?: (document: Document) => void): void {
  const client = useQueryClient();
  const onTheirWay = documents.filter(isOnItsWay).slice(0, mostAtOnce);
  const now = useQueries({
    queries: onTheirWay.map((document) => ({
      ...documentQuery(document.id),
      initialData: document,
      staleTime: Infinity,
    })),
    combine: documentsOf,
  });
  const show = useEffectEvent((current: readonly Document[]) => {
    const checked = current.filter((document) => !isOnItsWay(document));
    for (const document of checked) {
      putDocument(client, document);
      onChanged?.(document);
    }
    if (checked.length > 0) void client.invalidateQueries({ queryKey: documentKeys.summary });
  });
  useEffect(() => show(now), [now]);
}

function documentsOf(results: readonly UseQueryResult<Document>[]): Document[] {
  return results.flatMap(({ data }) => data ?? []);
}
