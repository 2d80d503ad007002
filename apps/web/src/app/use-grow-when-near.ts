import { useEffect, useEffectEvent, useRef } from 'react';
import type { RefObject } from 'react';

/** What it needs of a list that grows page by page: an infinite query. */
type GrowingList = {
  data: { pages: readonly unknown[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
};

const nearness = '600px';

/** Fetches the next page when the element at the end of a list comes near. */
export function useGrowWhenNear(list: GrowingList): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  const pageCount = list.data?.pages.length ?? 0;
  const grow = useEffectEvent(() => {
    if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError) void list.fetchNextPage();
  });
  useEffect(() => {
    const element = end.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) grow();
      },
      { rootMargin: nearness },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [pageCount]);
  return end;
}
