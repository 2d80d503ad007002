import type { ActivityFilters } from './activity-filters.ts';

/** Where what happened stands in the cache of answers. Whoever opens a document adds a line: `openings` is then old. */
export const activityKeys = {
  log: (filters: ActivityFilters) => ['activity', 'log', filters] as const,
  openings: ['activity', 'openings'] as const,
  openingsOf: (documentId: string) => ['activity', 'openings', documentId] as const,
};
