import type { Account } from '@portal/contract/account';
import { changeAccount, getAccount } from '@portal/contract/account.endpoints';
import type { EndpointInput } from '@portal/contract/endpoint';
import type { SessionAnswer } from '@portal/contract/identity';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { sessionKey } from './session.ts';

export const accountKey = ['account'];

/** Name, language and addresses of the patient. */
export function useAccount() {
  return useQuery({
    queryKey: accountKey,
    queryFn: async ({ signal }) => (await callEndpoint(getAccount, { signal })).account,
  });
}

/** Takes an account as the portal has just told it. */
export function useTakeAccount(): (account: Account) => void {
  const client = useQueryClient();
  return (account) => {
    client.setQueryData(accountKey, account);
    // The name stands in the header too.
    client.setQueryData(sessionKey, (session: SessionAnswer | null | undefined) =>
      session ? { ...session, user: { ...session.user, name: account.name } } : session,
    );
  };
}

export function useChangeAccount() {
  const take = useTakeAccount();
  return useMutation({
    mutationFn: async (body: EndpointInput<typeof changeAccount>['body']) =>
      (await callEndpoint(changeAccount, { body })).account,
    onSuccess: take,
  });
}
