import type { NoticeChoice } from '@portal/core/notices/notice';
import type { Queryable } from './pool.ts';

type ChoiceRow = { kind: NoticeChoice['kind']; channel: NoticeChoice['channel']; is_on: boolean };

const find = `
  select kind, channel, is_on from notice_choices where user_id = $1 order by kind, channel`;

const choose = `
  insert into notice_choices (user_id, kind, channel, is_on)
  select $1, kind, channel, is_on from unnest($2::text[], $3::text[], $4::boolean[]) as c (kind, channel, is_on)
  on conflict (user_id, kind, channel) do update set is_on = excluded.is_on`;

export async function findNoticeChoices(client: Queryable, userId: string): Promise<NoticeChoice[]> {
  const { rows } = await client.query<ChoiceRow>(find, [userId]);
  return rows.map(({ kind, channel, is_on }) => ({ kind, channel, isOn: is_on }));
}

export async function chooseNotices(
  client: Queryable,
  userId: string,
  choices: readonly NoticeChoice[],
): Promise<void> {
  const kinds = choices.map(({ kind }) => kind);
  const channels = choices.map(({ channel }) => channel);
  const isOn = choices.map((choice) => choice.isOn);
  await client.query(choose, [userId, kinds, channels, isOn]);
}
