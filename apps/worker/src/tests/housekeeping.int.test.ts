import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { checkNow, countJobs, runScheduled, sendNotices } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe('What a worker does every hour', { timeout: 60_000 }, () => {
  let aheadMs = 0;
  let portal: TestPortal;
  let dana: SignedInClient;
  beforeAll(async () => {
    portal = await startTestPortal({ works: false, now: () => new Date(Date.now() + aheadMs) });
    dana = await signedInClient(portal);
  });
  afterAll(() => portal.stop());

  async function addChecked(words: string): Promise<void> {
    const sent = await sendPdf(dana, pdfSaying(words)).expect(201);
    await checkNow(portal, (sent.body as UploadAnswer).document.id);
  }

  // Fails when `requeue_stuck` leaves notices out.
  it('is to ask again for what was to be told an hour ago, and whose job is lost', async () => {
    await addChecked('To be told of');
    await askDatabase(portal.database, `delete from job_outbox where kind = 'send_notices'`);
    aheadMs = 59 * minuteMs;
    await runScheduled(portal, 'requeue_stuck');
    expect(await countJobs(portal, 'send_notices')).toBe(0);
    aheadMs = 61 * minuteMs;
    await runScheduled(portal, 'requeue_stuck');
    expect(await countJobs(portal, 'send_notices')).toBe(1);
  });

  // Fails, in its own line, for each use case that is taken out of `forget_old`.
  it('is to forget sessions, messages and browsers, each when its time is over', async () => {
    await sendNotices(portal);
    const left = async (days: number) => {
      aheadMs = days * dayMs;
      await runScheduled(portal, 'forget_old');
      const [counts] = await askDatabase(
        portal.database,
        `select (select count(*)::int from sessions) as sessions, (select count(*)::int from notices) as notices,
           (select count(*)::int from notice_batches) as messages, (select count(*)::int from known_devices) as browsers`,
      );
      return counts;
    };
    expect(await left(1)).toEqual({ sessions: 1, notices: 1, messages: 1, browsers: 1 });
    expect(await left(2)).toEqual({ sessions: 0, notices: 1, messages: 1, browsers: 1 });
    expect(await left(89)).toEqual({ sessions: 0, notices: 1, messages: 1, browsers: 1 });
    expect(await left(91)).toEqual({ sessions: 0, notices: 0, messages: 0, browsers: 1 });
    expect(await left(401)).toEqual({ sessions: 0, notices: 0, messages: 0, browsers: 0 });
  });

  it('is to make room for the months of the activity record that come', async () => {
    const monthsToCome = `select c.relname as name from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
      where i.inhparent = 'activity'::regclass and c.relname > 'activity_' || to_char(now() at time zone 'utc', 'YYYY_MM')
        and c.relname ~ '_[0-9]{2}$' order by 1`;
    const before = await askDatabase(portal.database, monthsToCome);
    const next = String(before[0]?.['name']);
    await askDatabase(portal.database, `drop table ${next}`);
    await runScheduled(portal, 'forget_old');
    expect(await askDatabase(portal.database, monthsToCome)).toEqual(before);
  });
});
