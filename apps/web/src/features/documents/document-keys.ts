import type { ListFilters } from './list-filters.ts';

/** Where things stand in the cache of answers. What begins with `all` is forgotten at sign-out. */
export const documentKeys = {
  all: ['documents'] as const,
  lists: ['documents', 'list'] as const,
  list: (filters: ListFilters) => ['documents', 'list', filters] as const,
  summary: ['documents', 'summary'] as const,
  ones: ['documents', 'one'] as const,
  one: (documentId: string) => ['documents', 'one', documentId] as const,
};
