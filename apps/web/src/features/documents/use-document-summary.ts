import { getDocumentSummary } from '@portal/contract/documents.endpoints';
import { useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { documentKeys } from './document-keys.ts';
import { listVersions, retryList } from './list-version.ts';

/** How many documents there are, by state and category. */
export function useDocumentSummary() {
  return useQuery({
    queryKey: documentKeys.summary,
    queryFn: async ({ signal }) => {
      const summary = await callEndpoint(getDocumentSummary, { signal });
      listVersions.accept(summary.version);
      return summary;
    },
    retry: retryList,
  });
}
