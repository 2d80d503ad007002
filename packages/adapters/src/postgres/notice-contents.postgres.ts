import type { MessageLanguage } from '@portal/core/messages/message-languages';
import type { NoticeChannel, NoticeKind } from '@portal/core/notices/notice';
import type { BatchContents, NoticeBatchesPort } from '@portal/core/notices/notices.port';
import { findNoticeChoices } from './notice-choices.ts';
import type { Queryable } from './pool.ts';

// Told is what is still so.
const countNotices = `
  select n.kind, count(*)::int as count from notices as n
  left join documents as d on d.id = n.document_id and d.record_id = n.record_id
  where n.batch_id = $1 and case n.kind
    when 'document_ready' then d.state = 'ready' and d.trashed_at is null
    when 'document_blocked' then d.state = 'blocked' and d.trashed_at is null
    when 'document_needs_you' then d.state in ('refused', 'unscannable') and d.trashed_at is null
    when 'trash_ending' then d.trashed_at is not null
    else true end
  group by n.kind`;

const findSignIn = `
  select n.created_at, coalesce(s.user_agent, '') as user_agent
  from notices as n left join sessions as s on s.id = n.session_id and s.user_id = n.user_id
  where n.batch_id = $1 and n.kind = 'new_device' order by n.created_at desc, n.id desc limit 1`;

const findPerson = `
  select u.id, coalesce(u.language, u.page_language) as language
  from notice_batches as b join users as u on u.id = b.user_id where b.id = $1`;

const findContacts = `
  select id, channel, address from user_contacts where user_id = $1 order by created_at, id`;

/** What a batch tells of, and whom it concerns, as it is now. */
export function createReadBatch(client: Queryable): NoticeBatchesPort['read'] {
  return async (batchId) => {
    const { rows: people } = await client.query<PersonRow>(findPerson, [batchId]);
    const person = people[0];
    if (!person) return nothing;
    const { rows: counts } = await client.query<{ kind: NoticeKind; count: number }>(countNotices, [batchId]);
    const { rows: signIns } = await client.query<{ created_at: Date; user_agent: string }>(findSignIn, [batchId]);
    const { rows: contacts } = await client.query<ContactRow>(findContacts, [person.id]);
    const text = 'select contact_id from notice_messages where batch_id = $1';
    const { rows: told } = await client.query<{ contact_id: string }>(text, [batchId]);
    const signIn = signIns[0];
    return {
      counts: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
      signIn: signIn && { at: signIn.created_at, userAgent: signIn.user_agent },
      language: person.language,
      contacts,
      choices: await findNoticeChoices(client, person.id),
      toldContactIds: told.map(({ contact_id }) => contact_id),
    };
  };
}

/** Of a batch that has gone with its person. */
const nothing: BatchContents = {
  counts: {},
  signIn: undefined,
  language: null,
  contacts: [],
  choices: [],
  toldContactIds: [],
};

type PersonRow = { id: string; language: MessageLanguage | null };
type ContactRow = { id: string; channel: NoticeChannel; address: string };
