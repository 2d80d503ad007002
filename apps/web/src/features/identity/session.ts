import { getSession, signOut } from '@portal/contract/identity.endpoints';
import type { SessionAnswer } from '@portal/contract/identity';
import { useMutation, useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { tellOtherTabs } from './session-news.ts';

export const sessionKey = ['session'];

const askEveryMs = 60_000;

/** Who is signed in. `null` is nobody; an error is that nobody could say. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal, client }) => askForSession(signal, client.getQueryData(sessionKey) !== undefined),
    staleTime: askEveryMs,
    // Another tab or device may have prolonged or ended it.
    refetchInterval: ({ state }) => (state.data ? askEveryMs : false),
  });
}

/** Only the first question is a person's; the later ones are the page's own, and prolong nothing. */
async function askForSession(signal: AbortSignal, background: boolean): Promise<SessionAnswer | null> {
  try {
    return await callEndpoint(getSession, { signal, background });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/**
 * Signs out here, and in the other tabs of this browser, and leaves: even where this page has heard of the end of its session
 * meanwhile, and what asked for it is not there any more.
 */
export function useSignOut(leave: () => Promise<void>) {
  return useMutation({
    mutationFn: () => callEndpoint(signOut, {}),
    // Without a network it fails at once: whoever leaves a device must know that it is still open.
    networkMode: 'always',
    onSuccess: () => {
      tellOtherTabs('signed out');
      return leave();
    },
  });
}
