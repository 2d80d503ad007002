import type { Account as AccountBody } from '@portal/contract/account';
import type { Account } from '@portal/core/account/account';

export function presentAccount(account: Account): AccountBody {
  return {
    id: account.userId,
    name: account.name,
    language: account.language,
    contacts: account.contacts.map(({ id, channel, address, verifiedAt }) => ({
      id,
      channel,
      address,
      verifiedAt: verifiedAt.toISOString(),
    })),
    createdAt: account.createdAt.toISOString(),
  };
}
