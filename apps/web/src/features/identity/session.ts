import { getSession, signOut } from '@portal/contract/identity.endpoints';
import type { SessionAnswer } from '@portal/contract/identity';
import { useMutation, useQuery } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { ApiProblem } from '../../app/api-problem.ts';

export const sessionKey = ['session'];

/** Who is signed in. `null` is nobody; an error is that nobody could say. */
export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => askForSession(signal), staleTime: 60_000 });
}

async function askForSession(signal: AbortSignal): Promise<SessionAnswer | null> {
  try {
    return await callEndpoint(getSession, { signal });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Signs out here. */
export function useSignOut() {
  return useMutation({ mutationFn: () => callEndpoint(signOut, {}) });
}
