import type { Account as AccountBody } from '@portal/contract/account';
import type { Account } from '@portal/core/account/account';
import { switchesOf } from '@portal/core/notices/notice-policy';

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
    notices: switchesOf({ contacts: account.contacts, choices: account.noticeChoices }).map(
      ({ kind, channel, isOn, isFixed }) => ({ kind, channel, isOn, isFixed }),
    ),
    createdAt: account.createdAt.toISOString(),
  };
}
