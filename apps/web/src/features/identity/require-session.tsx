import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { onSessionLost } from '../../app/api-client.ts';
import { signInFor } from '../../app/paths.ts';
import { onNewsOfOtherTabs } from './session-news.ts';
import { sessionKey, useSession } from './session.ts';

/** What the sign-in page is told where a session ended while somebody was using it. */
export const sessionEnded = 'session ended';

type RequireSessionProps = { pending: ReactNode; children: ReactNode };

/** Shows what needs a session, or leads to the sign-in page and back. */
export function RequireSession({ pending, children }: RequireSessionProps) {
  const session = useSession();
  const location = useLocation();
  const queryClient = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const end = (): void => {
      // Nobody was signed in before: then nothing has ended.
      if (queryClient.getQueryData(sessionKey)) setEnded(true);
      // What was asked for under the session may still be answered: nobody waits for it any more.
      void queryClient.cancelQueries();
      queryClient.setQueryData(sessionKey, null);
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    };
    const stops = [onSessionLost(end), onNewsOfOtherTabs('signed out', end)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queryClient]);
  if (session.data) return children;
  if (session.data === null) {
    const wanted = `${location.pathname}${location.search}${location.hash}`;
    return (
      <>
        <Navigate to={signInFor(wanted)} state={ended ? sessionEnded : undefined} replace />
        {pending}
      </>
    );
  }
  if (session.error) throw session.error;
  return pending;
}
