import type { DocumentList } from '@portal/contract/documents';
import { listDocuments } from '@portal/contract/documents.endpoints';
import type { InfiniteData } from '@tanstack/react-query';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { isAskedInBackground } from '../../app/background-queries.ts';
import { documentKeys } from './document-keys.ts';
import { forgetOthers } from './forget-others.ts';
import type { ListFilters } from './list-filters.ts';
import { listVersions, retryList } from './list-version.ts';

export type ListPages = InfiniteData<DocumentList, string | undefined>;

const pageSize = 50;
/** Beyond so many pages a list is not fetched anew because one looked elsewhere: its own changes are in it already. */
const mostPagesToRefetch = 4;

/** The documents, growing page by page. While other filters load, the list before stays, marked as `isPlaceholderData`. */
export function useDocumentList(filters: ListFilters) {
  return useInfiniteQuery({
    queryKey: documentKeys.list(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal, client, queryKey }) => {
      const accept = listVersions.ask();
      const background = isAskedInBackground(queryKey);
      const list = await callEndpoint(listDocuments, { query: toQuery(filters, pageParam), signal, background });
      if (accept(list.version) === 'went_back') void forgetOthers(client, documentKeys.list(filters));
      return list;
    },
    getNextPageParam: (page: DocumentList) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: retryList,
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= mostPagesToRefetch,
  });
}

function toQuery({ q, category, sort, view }: ListFilters, cursor: string | undefined) {
  return {
    limit: pageSize,
    sort,
    view,
    ...(q === '' ? {} : { q }),
    ...(category ? { category } : {}),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
