import type { NoticeBatchesPort } from '@portal/core/notices/notices.port';
import { createReadBatch } from './notice-contents.postgres.ts';
import type { Queryable } from './pool.ts';

const listWaiting = `
  select user_id, kind = 'new_device' as is_urgent, min(created_at) as first_at, max(created_at) as last_at
  from notices where record_id = $1 and batch_id is null group by 1, 2 order by 2 desc, 1`;

// One statement, so that a batch is never without notices: of two that gather the same, the second one waits for the rows
// and finds that they have a batch.
const gather = `
  with taken as (
    update notices set batch_id = $1
    where record_id = $2 and user_id = $3 and batch_id is null and (kind = 'new_device') = $4
    returning batch_id
  )
  insert into notice_batches (id, record_id, user_id, created_at, held_until)
  select $1, $2, $3, $5, $5 where exists (select from taken)`;

const listOpen = `
  select id, held_until from notice_batches where record_id = $1 and closed_at is null order by id`;

const hold = `
  update notice_batches set held_until = $3, attempts = attempts + 1
  where id = $1 and closed_at is null and held_until <= $2
  returning user_id, created_at, attempts`;

const noteTold = `
  insert into notice_messages (batch_id, contact_id, channel, sent_at) values ($1, $2, $3, $4)
  on conflict (batch_id, contact_id) do nothing`;

const countTexts = `
  select count(*) as texts from notice_batches as b join notice_messages as m on m.batch_id = b.id
  where b.user_id = $1 and m.channel = 'sms' and m.sent_at > $2`;

const countAllTexts = `select count(*) as texts from notice_messages where channel = 'sms' and sent_at > $1`;

const listOverdue = `
  select record_id from (
    select record_id from notices where batch_id is null and created_at < $1
    union select record_id from notice_batches where closed_at is null and created_at < $1
  ) as overdue
  where $2::uuid is null or record_id > $2 order by record_id limit $3`;

// With a batch go its notices and the notes of whom it has reached.
const deleteClosed = `
  delete from notice_batches where id in (select id from notice_batches where closed_at < $1 limit $2)`;

export function createPostgresNoticeBatches(client: Queryable): NoticeBatchesPort {
  return {
    listWaiting: async (recordId) => {
      const { rows } = await client.query<WaitingRow>(listWaiting, [recordId]);
      return rows.map((row) => ({
        userId: row.user_id,
        isUrgent: row.is_urgent,
        firstAt: row.first_at,
        lastAt: row.last_at,
      }));
    },
    gather: async ({ batchId, recordId, userId, isUrgent, at }) =>
      (await client.query(gather, [batchId, recordId, userId, isUrgent, at])).rowCount === 1,
    listOpen: async (recordId) => {
      const { rows } = await client.query<{ id: string; held_until: Date }>(listOpen, [recordId]);
      return rows.map(({ id, held_until }) => ({ batchId: id, heldUntil: held_until }));
    },
    hold: async ({ batchId, at, heldUntil }) => {
      const { rows } = await client.query<HeldRow>(hold, [batchId, at, heldUntil]);
      const [row] = rows;
      return row && { batchId, userId: row.user_id, createdAt: row.created_at, attempts: row.attempts };
    },
    holdUntil: async (batchId, heldUntil) => {
      await client.query('update notice_batches set held_until = $2 where id = $1', [batchId, heldUntil]);
    },
    read: createReadBatch(client),
    noteTold: async ({ batchId, contact: { id, channel }, at }) => {
      await client.query(noteTold, [batchId, id, channel, at]);
    },
    countTexts: async ({ userId, since }) => {
      const { rows } = await (userId === undefined
        ? client.query<{ texts: string }>(countAllTexts, [since])
        : client.query<{ texts: string }>(countTexts, [userId, since]));
      return Number(rows[0]?.texts);
    },
    close: async ({ batchId, at, outcome }) => {
      const text = 'update notice_batches set closed_at = $2, outcome = $3 where id = $1 and closed_at is null';
      await client.query(text, [batchId, at, outcome]);
    },
    listOverdue: async ({ before, after, limit }) => {
      const { rows } = await client.query<{ record_id: string }>(listOverdue, [before, after, limit]);
      return rows.map((row) => row.record_id);
    },
    deleteClosed: async ({ closedBefore, atMost }) =>
      (await client.query(deleteClosed, [closedBefore, atMost])).rowCount ?? 0,
  };
}

type WaitingRow = { user_id: string; is_urgent: boolean; first_at: Date; last_at: Date };
type HeldRow = { user_id: string; created_at: Date; attempts: number };
