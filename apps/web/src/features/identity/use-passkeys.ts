import type { SessionAnswer } from '@portal/contract/identity';
import { addPasskey, listPasskeys, removePasskey, renamePasskey } from '@portal/contract/passkeys.endpoints';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { useFreshly } from './fresh-sign-in-context.ts';
import { askForNewPasskey } from './passkey.ts';
import { sessionKey } from './session.ts';

const passkeysKey = ['passkeys'];

export function usePasskeys() {
  return useQuery({
    queryKey: passkeysKey,
    queryFn: async ({ signal }) => (await callEndpoint(listPasskeys, { signal })).items,
  });
}

/** Makes a passkey in this browser and has the portal keep it. */
export function useAddPasskey() {
  const client = useQueryClient();
  const freshly = useFreshly();
  return useMutation({
    mutationFn: () =>
      freshly(async () => {
        const response = await askForNewPasskey();
        return (await callEndpoint(addPasskey, { body: { response } })).passkey;
      }),
    onSuccess: () => {
      client.setQueryData(sessionKey, (session: SessionAnswer | null | undefined) =>
        session ? { ...session, hasPasskey: true } : session,
      );
      return client.invalidateQueries({ queryKey: passkeysKey });
    },
  });
}

export function useRenamePasskey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ passkeyId, name }: { passkeyId: string; name: string }) =>
      callEndpoint(renamePasskey, { params: { passkeyId }, body: { name } }),
    onSettled: () => client.invalidateQueries({ queryKey: passkeysKey }),
  });
}

export function useRemovePasskey() {
  const client = useQueryClient();
  const freshly = useFreshly();
  return useMutation({
    mutationFn: (passkeyId: string) => freshly(() => callEndpoint(removePasskey, { params: { passkeyId } })),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: passkeysKey }),
        client.invalidateQueries({ queryKey: sessionKey }),
      ]),
  });
}
