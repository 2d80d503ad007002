import type { ActivityList } from '@portal/contract/activity';
import { listActivity } from '@portal/contract/activity.endpoints';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { toQuery } from './activity-filters.ts';
import type { ActivityFilters } from './activity-filters.ts';
import { activityKeys } from './activity-keys.ts';

const pageSize = 50;
/** Enough to say how many there are, for nearly every document. */
const openingsCounted = 100;

/** What happened, newest first, growing page by page. */
export function useActivity(filters: ActivityFilters) {
  return useInfiniteQuery({
    queryKey: activityKeys.log(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callEndpoint(listActivity, {
        query: {
          limit: pageSize,
          ...toQuery(filters, new Date()),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page: ActivityList) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Who opened one document; asked anew each time it is looked at. */
export function useOpenings(documentId: string) {
  return useQuery({
    queryKey: activityKeys.openingsOf(documentId),
    queryFn: ({ signal }) =>
      callEndpoint(listActivity, { query: { limit: openingsCounted, documentId, kind: 'openings' }, signal }),
    staleTime: 0,
  });
}
