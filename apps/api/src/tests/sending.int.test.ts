import { startMailServer } from '@portal/testing/mail-server';
import type { MailServer } from '@portal/testing/mail-server';
import { newAddress } from '@portal/testing/signed-in-client';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const answerBudgetMs = 1_000;
const viaSmtp = (url: string): Record<string, string> => ({
  MAIL: 'smtp',
  SMTP_URL: url,
  MAIL_FROM: 'Medical Documents Portal <no-reply@example.org>',
  SMS: 'none',
});

describe('a portal that sends by SMTP', () => {
  let mails: MailServer;
  let portal: TestPortal;
  beforeAll(async () => {
    mails = await startMailServer();
    portal = await startTestPortal({ environment: viaSmtp(mails.url) });
  });
  afterAll(async () => {
    await portal.stop();
    await mails.close();
  });

  it('signs in with the code of a mail, which is there as text and as HTML in the language of the page', async () => {
    const client = createTestClient(portal);
    const address = newAddress();
    const asked = await client
      .post('/sign-in/codes')
      .set('Accept-Language', 'ar')
      .send({ channel: 'email', address })
      .expect(202);
    await expect.poll(() => mails.delivered.length).toBe(1);
    const [{ recipients, mail } = { recipients: [], mail: undefined }] = mails.delivered;
    expect(recipients).toEqual([address]);
    expect(mail?.subject).not.toMatch(/\d/);
    expect(mail?.html).toContain('dir="rtl"');
    const [, code] = /^@localhost #(\d{6})$/m.exec(mail?.text ?? '') ?? [];
    expect(mail?.html).toContain(`>${code}</p>`);
    await client.post('/sign-in/sessions').send({ challengeId: asked.body.challengeId, code }).expect(201);
  });

  it('has no mailbox that anybody could read, and says and refuses what it cannot send', async () => {
    expect((await fetch(`${portal.url}/dev/mailbox`)).status).toBe(404);
    const told = await createTestClient(portal).get('/portal').expect(200);
    expect(told.body).toMatchObject({ mailboxPath: null, signInChannels: ['email'] });
    const body = { channel: 'sms', address: '+447911123456' };
    const refused = await createTestClient(portal).post('/sign-in/codes').send(body).expect(400);
    expect(refused.body.errors).toEqual([{ field: 'channel', message: expect.stringContaining('e-mail') }]);
  });
});

describe('a mail server that knows no such recipient', () => {
  it('row 33: says their address, and the log does not', async () => {
    const mails = await startMailServer({ refuses: true });
    const portal = await startTestPortal({ environment: viaSmtp(mails.url) });
    const address = newAddress();
    await createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address }).expect(202);
    await expect.poll(() => portal.logLines.join('')).toContain('a message was not sent');
    expect(portal.logLines.join('')).not.toContain(address);
    await portal.stop();
    await mails.close();
  });
});

describe.each(['refused', 'silent'] as const)('a mail server that is %s', (mode) => {
  it('row 37: changes no answer, and what was asked for is sent when it is back', async () => {
    const mails = await startMailServer();
    const proxy = await startTcpProxy(mails.url);
    const portal = await startTestPortal({ environment: viaSmtp(proxy.url) });
    proxy.set(mode);
    const startedAt = performance.now();
    await createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address: newAddress() }).expect(202);
    expect(performance.now() - startedAt).toBeLessThan(answerBudgetMs);
    const failures = () => portal.logLines.filter((line) => line.includes('a message was not sent'));
    await expect.poll(() => failures().length, { timeout: 10_000 }).toBe(1);
    expect(failures().join()).not.toMatch(/example\.org|\d{6}"/);
    proxy.set('open');
    await expect.poll(() => mails.delivered.length, { timeout: 15_000 }).toBe(1);
    await portal.stop();
    await proxy.close();
    await mails.close();
  });
});
