import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { type MailServer, startMailServer } from '@portal/testing/mail-server';
import { startPostgresProxy } from '@portal/testing/postgres-proxy';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { startWorkerProcess, type WorkerProcess } from '@portal/testing/worker-process';
import { checkNow } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const patience = { timeout: 60_000, interval: 100 };

describe('a worker that is killed while it tells somebody', { timeout: 120_000 }, () => {
  let portal: TestPortal;
  let mails: MailServer;
  let dana: SignedInClient;
  beforeAll(async () => {
    portal = await startTestPortal({ works: false });
    mails = await startMailServer();
  });
  afterAll(async () => {
    await portal.stop();
    await mails.close();
  });
  beforeEach(async () => {
    dana = await signedInClient(portal);
  });

  async function addChecked(text: string): Promise<void> {
    const sent = await sendPdf(dana, pdfSaying(text)).expect(201);
    await checkNow(portal, (sent.body as UploadAnswer).document.id);
  }
  const startWorker = (applicationUrl: string): Promise<WorkerProcess> =>
    startWorkerProcess({
      database: { applicationUrl },
      dataFolder: portal.config.dataFolder,
      environment: {
        MAIL: 'smtp',
        SMTP_URL: mails.url,
        MAIL_FROM: 'no-reply@example.org',
        PUBLIC_URL: portal.url,
        LOG_LEVEL: 'info',
      },
    });
  const toDana = () => mails.delivered.filter(({ recipients }) => recipients.includes(dana.address));
  const batches = () =>
    askDatabase(
      portal.database,
      `select outcome, (select count(*)::int from notices as n where n.batch_id = b.id) as notices
       from notice_batches as b where user_id = $1`,
      [dana.session.user.id],
    );
  /** As if the quiet time were over: the worker of a process of its own has the machine's clock. */
  const letTimePass = async () => {
    await askDatabase(portal.database, `update notices set created_at = created_at - interval '1 hour'`);
    await askDatabase(portal.database, `update notice_batches set held_until = now() - interval '1 second'`);
    await askDatabase(portal.database, `update job_outbox set not_before = now() where kind = 'send_notices'`);
  };

  // Fails when `hold` takes a batch once only.
  it.each([
    ['when it has gathered what there is', { statement: /update notice_batches set held_until/, at: 'asked' }, 1],
    ['when the message is sent and nobody knows', { statement: /insert into notice_messages/, at: 'asked' }, 2],
    ['when all are told, before it closes the batch', { statement: /set closed_at/, at: 'asked' }, 1],
  ] as const)('%s is followed by another, and each notice is in one batch', async (_when, hold, messages) => {
    for (const text of ['one', 'two', 'three']) await addChecked(`${_when}: ${text}`);
    const proxy = await startPostgresProxy(portal.database.applicationUrl);
    const victim = await startWorker(proxy.url);
    const held = proxy.hold(hold);
    await letTimePass();
    await held;
    expect(await victim.kill('SIGKILL')).toBeNull();
    await proxy.close();

    await letTimePass();
    // That the same job comes again is seen elsewhere, and takes its time: here another one comes at once.
    await askDatabase(
      portal.database,
      `insert into job_outbox (id, kind, record_id) select gen_random_uuid(), 'send_notices', record_id from notice_batches`,
    );
    const next = await startWorker(portal.database.applicationUrl);
    await expect.poll(batches, patience).toEqual([{ outcome: 'sent', notices: 3 }]);
    expect(await next.kill('SIGTERM')).toBe(0);
    expect(toDana()).toHaveLength(messages);
    // Whatever reads mail shows those with one id once.
    expect(new Set(toDana().map(({ mail }) => mail.messageId)).size).toBe(1);
    expect(toDana()[0]?.mail.text).toContain('3 documents are checked and ready for you.');
  });
});
