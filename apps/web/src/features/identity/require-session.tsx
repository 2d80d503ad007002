import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { onSessionLost } from '../../app/api-client.ts';
import { signInFor } from '../../app/paths.ts';
import { sessionKey, useSession } from './session.ts';

type RequireSessionProps = { pending: ReactNode; children: ReactNode };

/** Shows what needs a session, or leads to the sign-in page and back. */
export function RequireSession({ pending, children }: RequireSessionProps) {
  const session = useSession();
  const location = useLocation();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onSessionLost(() => {
        queryClient.clear();
        queryClient.setQueryData(sessionKey, null);
      }),
    [queryClient],
  );
  if (session.data) return children;
  if (session.data === null) {
    return <Navigate to={signInFor(`${location.pathname}${location.search}${location.hash}`)} replace />;
  }
  if (session.error) throw session.error;
  return pending;
}
