import { hashKey } from '@tanstack/react-query';
import type { QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';

const asked = new Set<string>();

/** What is being asked for by the page itself: such a call must not prolong the session. */
export function isAskedInBackground(queryKey: QueryKey): boolean {
  return asked.has(hashKey(queryKey));
}

/** Asks anew for what is on the screen, because of news and not of a person. What is not there is only marked as old. */
export async function refetchInBackground(client: QueryClient, filters: QueryFilters): Promise<void> {
  const hashes = client
    .getQueryCache()
    .findAll(filters)
    .map(({ queryHash }) => queryHash);
  for (const hash of hashes) asked.add(hash);
  try {
    await client.invalidateQueries(filters);
  } finally {
    for (const hash of hashes) asked.delete(hash);
  }
}
