import type { Account, AccountContact } from '@portal/core/account/account';
import type { AccountPort } from '@portal/core/account/account.port';
import { chooseNotices, findNoticeChoices } from './notice-choices.ts';
import type { Queryable } from './pool.ts';

type UserRow = { id: string; name: string | null; language: Account['language']; created_at: Date };
type ContactRow = { id: string; channel: AccountContact['channel']; address: string; verified_at: Date };

const findContacts = `
  select id, channel, address, verified_at from user_contacts where user_id = $1 order by created_at, id`;

const change = `
  update users set
    name = case when $2 then $3 else name end,
    language = case when $4 then $5 else language end
  where id = $1`;

const addContact = `
  insert into user_contacts (id, user_id, channel, address, verified_at) values ($1, $2, $3, $4, $5)
  on conflict (channel, address) do nothing`;

export function createAccounts(client: Queryable): AccountPort {
  async function find(userId: string, lock: '' | 'for update'): Promise<Account | undefined> {
    const text = `select id, name, language, created_at from users where id = $1 ${lock}`;
    const { rows } = await client.query<UserRow>(text, [userId]);
    const [row] = rows;
    if (!row) return undefined;
    const contacts = await client.query<ContactRow>(findContacts, [userId]);
    return {
      userId: row.id,
      name: row.name,
      language: row.language,
      contacts: contacts.rows.map(({ id, channel, address, verified_at }) => ({
        id,
        channel,
        address,
        verifiedAt: verified_at,
      })),
      noticeChoices: await findNoticeChoices(client, userId),
      createdAt: row.created_at,
    };
  }

  return {
    find: (userId) => find(userId, ''),
    findForChange: (userId) => find(userId, 'for update'),
    change: async (userId, { name, language }) => {
      await client.query(change, [userId, name !== undefined, name ?? null, language !== undefined, language ?? null]);
    },
    chooseNotices: (userId, choices) => chooseNotices(client, userId, choices),
    addContact: async (userId, { id, channel, address, verifiedAt }) =>
      (await client.query(addContact, [id, userId, channel, address, verifiedAt])).rowCount === 1,
    removeContact: async (userId, contactId) => {
      const text = 'delete from user_contacts where id = $1 and user_id = $2';
      return (await client.query(text, [contactId, userId])).rowCount === 1;
    },
  };
}
