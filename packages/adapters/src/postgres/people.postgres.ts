import type { Contact, PeoplePort, Person } from '@portal/core/identity/people.port';
import { joinOwnRecord } from './own-record.ts';
import type { Queryable } from './pool.ts';

type PersonRow = { user_id: string; contact_id: string; record_id: string; name: string | null };

const findByContact = `
  select c.user_id, c.id as contact_id, u.name, own.record_id
  from user_contacts c
  join users u on u.id = c.user_id
  ${joinOwnRecord('c.user_id')}
  where c.channel = $1 and c.address = $2`;

// One statement, so that all of it is there or none: of two that create the same contact the unique index lets one
// through, and the other one waits for it and inserts nothing.
const create = `
  with contact as (
    insert into user_contacts (id, user_id, channel, address, verified_at) values ($2, $1, $4, $5, now())
    on conflict (channel, address) do nothing
    returning user_id
  ), new_user as (
    insert into users (id) select user_id from contact
  ), new_record as (
    insert into records (id) select $3::uuid from contact
  ), access as (
    insert into record_access (user_id, record_id, role) select user_id, $3::uuid, 'owner' from contact
  )
  select user_id from contact`;

export function createPeople(client: Queryable): PeoplePort {
  async function find(contact: Contact): Promise<Person | undefined> {
    const { rows } = await client.query<PersonRow>(findByContact, [contact.channel, contact.address]);
    const [row] = rows;
    return row && { userId: row.user_id, contactId: row.contact_id, recordId: row.record_id, name: row.name, contact };
  }

  return {
    notePageLanguage: async (userId, language) => {
      const text = 'update users set page_language = $2 where id = $1 and page_language is distinct from $2';
      await client.query(text, [userId, language]);
    },
    findByContact: find,
    create: async ({ userId, contactId, recordId, contact }) => {
      const values = [userId, contactId, recordId, contact.channel, contact.address];
      const { rowCount } = await client.query(create, values);
      if (rowCount === 1) return { person: { userId, contactId, recordId, name: null, contact }, created: true };
      const person = await find(contact);
      if (!person) throw new Error('A contact is taken but belongs to nobody with a record.');
      return { person, created: false };
    },
  };
}
