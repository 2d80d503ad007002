import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { hashKey } from '@tanstack/react-query';
import { documentKeys } from './document-keys.ts';

/** What was learnt of documents before the portal went back is asked for anew, but for what has just been answered. */
export async function forgetOthers(client: QueryClient, answered: QueryKey): Promise<void> {
  const hash = hashKey(answered);
  await client.invalidateQueries({ queryKey: documentKeys.all, predicate: ({ queryHash }) => queryHash !== hash });
}
