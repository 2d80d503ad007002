import { getPortal } from '@portal/contract/portal.endpoints';
import { useQuery } from '@tanstack/react-query';
import { callEndpoint } from './api-client.ts';

export const portalKey = ['portal'];

/** What this portal is and what it takes. It does not change while a page is open. */
export function usePortal() {
  return useQuery({
    queryKey: portalKey,
    queryFn: ({ signal }) => callEndpoint(getPortal, { signal }),
    staleTime: Infinity,
  });
}
