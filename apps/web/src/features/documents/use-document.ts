import type { Document } from '@portal/contract/documents';
import { getDocument } from '@portal/contract/documents.endpoints';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { documentKeys } from './document-keys.ts';
import { isAskedInBackground } from '../../app/background-queries.ts';
import { askAboutEveryMs } from './live/live-state.ts';

/** It will change by itself: its bytes are still coming, or being checked. */
export function isOnItsWay(document: Document | undefined): boolean {
  return document?.state === 'uploading' || document?.state === 'processing';
}

export function documentQuery(documentId: string) {
  return queryOptions({
    queryKey: documentKeys.one(documentId),
    queryFn: async ({ signal, client, queryKey }) => {
      const known = client.getQueryData<Document>(queryKey);
      const answer = await callEndpoint(getDocument, {
        params: { documentId },
        signal,
        background: isOnItsWay(known) || isAskedInBackground(queryKey),
      });
      return answer.document;
    },
    retry: false,
    refetchInterval: ({ state }) =>
      isOnItsWay(state.data) && !hasCode(state.error, 'document_not_found') ? askAboutEveryMs() : false,
  });
}

/** One document; asked for again while it is being checked. */
export function useDocument(documentId: string) {
  return useQuery(documentQuery(documentId));
}
