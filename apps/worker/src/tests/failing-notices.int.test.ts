import { askDatabase } from '@portal/testing/ask-database';
import { type MailServer, startMailServer } from '@portal/testing/mail-server';
import { newAddress } from '@portal/testing/signed-in-client';
import { startTcpProxy, type TcpProxy } from '@portal/testing/tcp-proxy';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { doJob } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const minutesMs = 60_000;
const hoursMs = 60 * minutesMs;

/** A patient with addresses and something to be told, without a page. */
const addPatient = `
  with patient as (insert into users (id) values (gen_random_uuid()) returning id),
  addresses as (
    insert into user_contacts (id, user_id, channel, address, verified_at)
    select gen_random_uuid(), id, channel, address, now()
    from patient, unnest($1::text[], $2::text[]) as c (channel, address)
  ),
  record as (insert into records (id) values (gen_random_uuid()) returning id),
  access as (
    insert into record_access (user_id, record_id, role) select patient.id, record.id, 'owner' from patient, record
  )
  insert into notices (id, record_id, user_id, kind, session_id, cause, created_at)
  select gen_random_uuid(), record.id, patient.id, 'new_device', gen_random_uuid(), 'a sign-in', $3 from patient, record
  returning record_id`;

// Fails when `composeNotices` hands its messages on without `keepTextBudget`.
it('row 7: texts of notices stop at the budget of the hour, the rest comes after', { timeout: 60_000 }, async () => {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const portal = await startTestPortal({ works: false, environment: { SMS_BUDGET_PER_HOUR: '2' }, now });
  const outcomesOfAll = async (recordIds: readonly string[]) => {
    const outcomes: string[] = [];
    for (const recordId of recordIds) {
      outcomes.push((await doJob(portal, { kind: 'send_notices', recordId })).outcome);
    }
    return outcomes;
  };
  const recordIds: string[] = [];
  for (const digit of [1, 2, 3]) {
    const values = [['sms'], [`+44${Date.now()}${digit}`], now()];
    const [row] = await askDatabase(portal.database, addPatient, values);
    recordIds.push(String(row?.['record_id']));
  }
  expect(await outcomesOfAll(recordIds)).toEqual(['done', 'done', 'later']);
  aheadMs = 1.1 * hoursMs;
  expect(await outcomesOfAll(recordIds)).toEqual(['done', 'done', 'done']);
  const closed = `select count(*)::int as sent from notice_batches where outcome = 'sent'`;
  expect(await askDatabase(portal.database, closed)).toEqual([{ sent: 3 }]);
  await portal.stop();
});

describe('Notices that cannot be sent', { timeout: 60_000 }, () => {
  let portal: TestPortal;
  let mails: MailServer;
  let proxy: TcpProxy;
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  beforeAll(async () => {
    mails = await startMailServer();
    proxy = await startTcpProxy(mails.url);
    const environment = { MAIL: 'smtp', SMTP_URL: proxy.url, MAIL_FROM: 'no-reply@example.org', SMS: 'none' };
    portal = await startTestPortal({ works: false, environment, now });
  });
  afterAll(async () => {
    await portal.stop();
    await proxy.close();
    await mails.close();
  });
  beforeEach(() => {
    aheadMs = 0;
    proxy.set('open');
  });

  async function newPatient(...contacts: { channel: string; address: string }[]): Promise<string> {
    const values = [contacts.map(({ channel }) => channel), contacts.map(({ address }) => address), now()];
    const [row] = await askDatabase(portal.database, addPatient, values);
    return String(row?.['record_id']);
  }
  const send = (recordId: string) => doJob(portal, { kind: 'send_notices', recordId });
  const outcomes = async (recordId: string) => {
    const text = 'select outcome, attempts from notice_batches where record_id = $1';
    return askDatabase(portal.database, text, [recordId]);
  };
  const sentTo = (address: string) => mails.delivered.filter(({ recipients }) => recipients.includes(address)).length;

  it('are tried again with growing pauses, and reach those who have not got them yet', async () => {
    const address = newAddress();
    const recordId = await newPatient({ channel: 'email', address });
    proxy.set('refused');
    const first = await send(recordId);
    expect(first).toMatchObject({ outcome: 'later' });
    // Whoever comes too early leaves it alone.
    expect(await send(recordId)).toMatchObject({ outcome: 'later' });
    expect(await outcomes(recordId)).toEqual([{ outcome: null, attempts: 1 }]);
    aheadMs = 1.1 * minutesMs;
    const second = await send(recordId);
    const waits = [first, second].map((outcome) => ('afterMs' in outcome ? outcome.afterMs / minutesMs : 0));
    expect(waits[0]).toBeCloseTo(1, 1);
    expect(waits[1]).toBeCloseTo(2, 1);
    proxy.set('open');
    aheadMs = 3.5 * minutesMs;
    expect(await send(recordId)).toEqual({ outcome: 'done' });
    expect(await outcomes(recordId)).toEqual([{ outcome: 'sent', attempts: 3 }]);
    expect(sentTo(address)).toBe(1);
    const lines = portal.logLines.filter((line) => line.includes('a notice was not sent'));
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain(address);
  });

  it('are given up after a day', async () => {
    const address = newAddress();
    const recordId = await newPatient({ channel: 'email', address });
    proxy.set('refused');
    await send(recordId);
    aheadMs = 24.1 * hoursMs;
    expect(await send(recordId)).toEqual({ outcome: 'done' });
    expect(await outcomes(recordId)).toEqual([{ outcome: 'given_up', attempts: 2 }]);
    proxy.set('open');
    expect(await send(recordId)).toEqual({ outcome: 'done' });
    expect(sentTo(address)).toBe(0);
  });

  it('by a way that this portal does not have go the others', async () => {
    const address = newAddress();
    const number = { channel: 'sms', address: `+44${Date.now()}` };
    const recordId = await newPatient(number, { channel: 'email', address });
    expect(await send(recordId)).toEqual({ outcome: 'done' });
    expect(sentTo(address)).toBe(1);
    const unreachable = await newPatient({ ...number, address: `${number.address}1` });
    expect(await send(unreachable)).toEqual({ outcome: 'done' });
    expect(await outcomes(unreachable)).toEqual([{ outcome: 'nothing_to_say', attempts: 1 }]);
  });
});
