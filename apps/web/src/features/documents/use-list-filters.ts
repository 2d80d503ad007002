import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ListFilters } from './list-filters.ts';
import { changeFilters, readFilters, writeFilters } from './list-filters.ts';

/** The filters in the address. A search replaces the entry in the history, so that Back does not go letter by letter. */
export function useListFilters(): [ListFilters, (changes: Partial<ListFilters>) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => readFilters(search), [search]);
  const change = useCallback(
    (changes: Partial<ListFilters>) => {
      setSearch((current) => writeFilters(changeFilters(readFilters(current), changes)), {
        replace: 'q' in changes,
        preventScrollReset: true,
      });
    },
    [setSearch],
  );
  return [filters, change];
}
