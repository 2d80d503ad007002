import { getDocumentSummary } from '@portal/contract/documents.endpoints';
import { useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { isAskedInBackground } from '../../app/background-queries.ts';
import { documentKeys } from './document-keys.ts';
import { forgetOthers } from './forget-others.ts';
import { listVersions, retryList } from './list-version.ts';

/** How many documents there are, by state and category. */
export function useDocumentSummary() {
  return useQuery({
    queryKey: documentKeys.summary,
    queryFn: async ({ signal, client, queryKey }) => {
      const accept = listVersions.ask();
      const summary = await callEndpoint(getDocumentSummary, { signal, background: isAskedInBackground(queryKey) });
      if (accept(summary.version) === 'went_back') void forgetOthers(client, documentKeys.summary);
      return summary;
    },
    retry: retryList,
  });
}
