import type { AccountAnswer } from '@portal/contract/account';
import type { UploadAnswer } from '@portal/contract/documents';
import type { z } from 'zod/mini';
import { askDatabase } from '@portal/testing/ask-database';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument, keepPdf, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { doJob, runScheduled } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const secondsMs = 1_000;
const minutesMs = 60 * secondsMs;
const daysMs = 24 * 60 * minutesMs;
const { signal } = new AbortController();

describe('Notices', { timeout: 60_000 }, () => {
  let clamd: ClamdServer;
  let portal: TestPortal;
  let dana: SignedInClient;
  let recordId: string;
  let aheadMs = 0;

  beforeAll(async () => {
    clamd = await startClamd();
    portal = await startTestPortal({
      environment: { SCANNER: 'clamd', CLAMD_URL: clamd.url },
      now: () => new Date(Date.now() + aheadMs),
    });
  });
  afterAll(async () => {
    await portal.stop();
    await clamd.stop();
  });
  beforeEach(async () => {
    aheadMs = 0;
    dana = await signedInClient(portal);
    recordId = await recordOf(dana.address);
  });

  async function recordOf(address: string): Promise<string> {
    const text = `select record_id from record_access join user_contacts using (user_id) where address = $1`;
    return String((await askDatabase(portal.database, text, [address]))[0]?.['record_id']);
  }
  const send = () => doJob(portal, { kind: 'send_notices', recordId });
  const checkAgain = (documentId: string) => doJob(portal, { kind: 'check_document', recordId, documentId });
  /** What they were told, newest first; codes are no notices. */
  const told = async (to = dana.address) =>
    (await portal.readMailbox(to)).filter(({ subject }) => !subject.includes('code'));
  const counts = () =>
    askDatabase(
      portal.database,
      `select count(*)::int as notices, count(distinct document_id)::int as documents,
         count(distinct batch_id)::int as batches from notices where record_id = $1`,
      [recordId],
    );

  it('row 33: of ten documents are one message, which counts them and names none', async () => {
    for (let index = 1; index <= 10; index++) {
      await addDocument(dana, `Of ten: ${index}`, { title: `Canary diagnosis ${index}` });
    }
    expect(await send()).toMatchObject({ outcome: 'later' });
    expect(await told()).toEqual([]);
    aheadMs = minutesMs;
    expect(await send()).toEqual({ outcome: 'done' });
    const [message, ...others] = await told();
    expect(others).toEqual([]);
    expect(message?.text).toContain('10 documents are checked and ready for you.');
    expect(message?.text).toContain(portal.url);
    expect(message?.html).toContain('10 documents');
    expect(JSON.stringify(message)).not.toMatch(/canary|diagnosis|scan\.pdf/i);
    expect(await counts()).toEqual([{ notices: 10, documents: 10, batches: 1 }]);
  });

  it('are told once, however often and in whatever order their jobs are done', async () => {
    const { id } = await addDocument(dana, 'Done over and over');
    aheadMs = minutesMs;
    await Promise.all([send(), checkAgain(id), send(), checkAgain(id), send()]);
    aheadMs = 9 * minutesMs;
    await checkAgain(id);
    await Promise.all([send(), send()]);
    expect(await told()).toHaveLength(1);
    expect(await counts()).toEqual([{ notices: 1, documents: 1, batches: 1 }]);
  });

  it('wait while more comes, and for five minutes at the most', async () => {
    for (const minute of [0, 0.9, 1.8, 2.7, 3.6]) {
      aheadMs = minute * minutesMs;
      await addDocument(dana, `One by one, after ${minute} minutes`);
      await send();
    }
    expect(await told()).toEqual([]);
    aheadMs = 4.5 * minutesMs;
    await addDocument(dana, 'One by one, the last one');
    expect(await send()).toMatchObject({ outcome: 'later' });
    aheadMs = 5 * minutesMs;
    await send();
    expect((await told()).map(({ text }) => text)).toEqual([expect.stringContaining('6 documents')]);
  });

  // Fails when `take-job` enqueues what it was to postpone.
  it('wait with one job, however many were asked for', async () => {
    await addDocument(dana, 'Looked for too early');
    const waiting = () =>
      askDatabase(
        portal.database,
        `select count(*)::int as jobs from job_outbox where kind = 'send_notices' and record_id = $1`,
        [recordId],
      );
    expect(await waiting()).toEqual([{ jobs: 1 }]);
    const take = () => portal.worker.takeJob({ job: { kind: 'send_notices', recordId }, attempt: 1, signal });
    for (let times = 0; times < 5; times++) await take();
    expect(await waiting()).toEqual([{ jobs: 1 }]);
  });

  it('say that something was not safe, or needs the patient, without saying what', async () => {
    const virus = pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1'));
    expect(await keepPdf(dana, virus, 'canary-virus.pdf')).toMatchObject({ state: 'blocked' });
    expect(await keepPdf(dana, Buffer.from('%PDF-1.7 damaged'), 'canary-damage.pdf')).toMatchObject({
      state: 'refused',
    });
    aheadMs = minutesMs;
    await send();
    const [message] = await told();
    expect(message?.text).toContain('A document was not safe. Nobody can open it');
    expect(message?.text).toContain('A document could not be taken as it is.');
    expect(JSON.stringify(message)).not.toMatch(/canary|virus|invoice|damage/i);
  });

  it('are left out where they are not true any more', async () => {
    const [trashed, deleted] = [await addDocument(dana, 'Trashed'), await addDocument(dana, 'Deleted')];
    await dana.delete(`/documents/${trashed.id}`).expect(204);
    await dana.delete(`/documents/${deleted.id}`).expect(204);
    await dana.delete(`/documents/${deleted.id}?permanently=true`).expect(204);
    aheadMs = minutesMs;
    expect(await send()).toEqual({ outcome: 'done' });
    expect(await told()).toEqual([]);
  });

  it('are written in the language of the page that they signed in with, until they choose another one', async () => {
    await askDatabase(portal.database, `update users set page_language = 'es' where id = $1`, [dana.session.user.id]);
    await addDocument(dana, 'In Spanish');
    aheadMs = minutesMs;
    await send();
    expect((await told())[0]).toMatchObject({ subject: 'Novedades de sus documentos' });
    await dana.patch('/account').send({ language: 'ar' }).expect(200);
    await addDocument(dana, 'In Arabic');
    await addDocument(dana, 'In Arabic, too');
    aheadMs = 2 * minutesMs;
    await send();
    const [message] = await told();
    expect(message?.text).toContain('فُحص مستندان وهما جاهزان لك.');
    expect(message?.html).toContain('<html lang="ar" dir="rtl">');
  });

  it('go where the patient wants them, to addresses that are in the account then', async () => {
    const answer = await dana.patch('/account').send({
      notices: [{ kind: 'document_ready', channel: 'email', isOn: false }],
    });
    const { account } = answer.body as z.infer<typeof AccountAnswer>;
    expect(account.notices).toContainEqual({ kind: 'document_ready', channel: 'email', isOn: false, isFixed: false });
    await addDocument(dana, 'Not to be told');
    aheadMs = minutesMs;
    expect(await send()).toEqual({ outcome: 'done' });
    expect(await told()).toEqual([]);

    const number = `+4479111${Math.trunc(10_000 + Math.random() * 89_999)}`;
    const text = `insert into user_contacts (id, user_id, channel, address, verified_at)
      values (gen_random_uuid(), $1, 'sms', $2, now())`;
    await askDatabase(portal.database, text, [dana.session.user.id, number]);
    const choice = { kind: 'document_ready', channel: 'sms', isOn: true };
    await dana
      .patch('/account')
      .send({ notices: [choice] })
      .expect(200);
    await addDocument(dana, 'To be told by text message');
    aheadMs = 2 * minutesMs;
    await send();
    expect((await told(number)).map((message) => message.text)).toEqual([
      `A document is checked and ready for you.\n${portal.url}`,
    ]);
    expect(await told()).toEqual([]);

    await addDocument(dana, 'To a number that is gone');
    await askDatabase(portal.database, 'delete from user_contacts where address = $1', [number]);
    aheadMs = 3 * minutesMs;
    await send();
    expect(await told(number)).toHaveLength(1);
  });

  it('of a sign-in with a new browser come at once, once for each browser, and not for the first one', async () => {
    expect(await told()).toEqual([]);
    const other = await signedInClient(portal, dana.address);
    await expect.poll(() => told(), { timeout: 10_000 }).toHaveLength(1);
    const [message] = await told();
    expect(message).toMatchObject({ subject: 'A sign-in from a device that is new to us' });
    expect(message?.text).toContain(`If not, sign in at ${portal.url},`);
    expect(await counts()).toEqual([{ notices: 1, documents: 0, batches: 1 }]);
    // Signed out and in again, with the cookie that it is known by.
    await other.delete('/session').expect(204);
    await signInAgain(other);
    expect(await counts()).toEqual([{ notices: 1, documents: 0, batches: 1 }]);
  });

  // Fails when `endOneOf` forgets no browser.
  it('of a sign-in come again where the patient has signed that browser out from elsewhere', async () => {
    const other = await signedInClient(portal, dana.address);
    await expect.poll(() => told(), { timeout: 10_000 }).toHaveLength(1);
    const { items } = (await dana.get('/sessions').expect(200)).body as { items: { id: string; isThis: boolean }[] };
    for (const { id, isThis } of items) if (!isThis) await dana.delete(`/sessions/${id}`).expect(204);
    await signInAgain(other);
    await expect.poll(() => told(), { timeout: 10_000 }).toHaveLength(2);
  });

  it('of a sign-in cannot be turned off by e-mail', async () => {
    const off = { kind: 'new_device', channel: 'email', isOn: false };
    const refused = await dana.patch('/account').send({ notices: [off] });
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    await signedInClient(portal, dana.address);
    await expect.poll(() => told(), { timeout: 10_000 }).toHaveLength(1);
  });

  it('of the trash come three days before it gives something up, once for each stay there', async () => {
    const { id } = await addDocument(dana, 'Going');
    await dana.delete(`/documents/${id}`).expect(204);
    for (const days of [26, 27.01, 27.1]) {
      aheadMs = days * daysMs;
      await runScheduled(portal, 'warn_of_trash');
      aheadMs += minutesMs;
      await send();
      expect(await told()).toHaveLength(days < 27 ? 0 : 1);
    }
    expect((await told())[0]?.text).toContain('A document leaves the trash for good in about 3 days.');
  });

  async function signInAgain(client: SignedInClient): Promise<void> {
    const before = (await portal.readMailbox(dana.address)).length;
    const asked = await client.post('/sign-in/codes').send({ channel: 'email', address: dana.address }).expect(202);
    const newest = async () => (await portal.readMailbox(dana.address)).slice(0, -before).find(isCode);
    await expect.poll(newest).toBeDefined();
    const code = /\b\d{6}\b/.exec((await newest())?.text ?? '')?.[0];
    await client.post('/sign-in/sessions').send({ challengeId: asked.body.challengeId, code }).expect(201);
  }
  const isCode = ({ subject }: { subject: string }) => subject.includes('code');

  // Fails when `conclude` announces after its transaction.
  it('are written with the decision itself: neither is there without the other', async () => {
    await askDatabase(portal.database, forbidJobs);
    const sent = await sendPdf(dana, pdfSaying('Decided, and told of, or neither')).expect(201);
    const { id } = (sent.body as UploadAnswer).document;
    await expect(checkAgain(id)).rejects.toThrow('nobody_is_told');
    expect((await dana.get(`/documents/${id}`)).body).toMatchObject({ document: { state: 'processing' } });
    expect(await counts()).toEqual([{ notices: 0, documents: 0, batches: 0 }]);
    await askDatabase(portal.database, 'alter table job_outbox drop constraint nobody_is_told');
    await checkAgain(id);
    expect((await dana.get(`/documents/${id}`)).body).toMatchObject({ document: { state: 'ready' } });
    expect(await counts()).toEqual([{ notices: 1, documents: 1, batches: 0 }]);
  });
});

const forbidJobs = `
  alter table job_outbox add constraint nobody_is_told check (kind <> 'send_notices') not valid`;
