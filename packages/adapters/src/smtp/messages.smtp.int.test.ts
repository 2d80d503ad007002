import type { Message } from '@portal/core/messages/messages.port';
import { secret } from '@portal/core/secret';
import { startMailServer } from '@portal/testing/mail-server';
import type { MailServer } from '@portal/testing/mail-server';
import { findFreePort } from '@portal/testing/ports';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesSuite } from '../port-suites/messages.suite.ts';
import { createSmtpMessages } from './messages.smtp.ts';
import type { SmtpMessages } from './messages.smtp.ts';

const from = 'Medical Documents Portal <no-reply@portal.example.org>';
const message: Message = { channel: 'email', to: 'dana@example.org', subject: 's', text: 't', html: '<p>t</p>' };

let server: MailServer;
let url: string;
let messages: SmtpMessages;
beforeAll(async () => {
  server = await startMailServer();
  ({ url } = server);
  messages = createSmtpMessages({ url: secret(url), from, requireTls: false });
});
afterAll(async () => {
  messages.close();
  await server.close();
});

messagesSuite('SMTP', () => ({
  messages,
  received: async (to) =>
    server.delivered
      .filter(({ recipients }) => recipients.includes(to))
      .map(({ mail }) => ({
        channel: 'email',
        to,
        subject: mail.subject ?? '',
        text: (mail.text ?? '').replace(/\n$/, ''),
        html: mail.html ? mail.html.replace(/\n$/, '') : undefined,
      })),
}));

describe('mail through SMTP', () => {
  it('says who sends it, and that a program does', async () => {
    await messages.send(message);
    const mail = server.delivered.at(-1)?.mail;
    expect(mail?.from?.text).toBe('"Medical Documents Portal" <no-reply@portal.example.org>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('row 9: has one recipient and no header of somebody else’s, whatever the address looks like', async () => {
    const hostile = [
      'a@example.org, b@example.org',
      'a@example.org\r\nBcc: b@example.org',
      '<a@example.org>,<b@example.org>',
    ];
    for (const to of hostile) {
      const before = server.delivered.length;
      await messages.send({ ...message, to }).catch(() => undefined);
      for (const { recipients, mail } of server.delivered.slice(before)) {
        expect(recipients).toHaveLength(1);
        expect(mail.bcc).toBeUndefined();
      }
    }
  });

  it('is not sent in the clear where it must not be', async () => {
    const strict = createSmtpMessages({ url: secret(url), from, requireTls: true });
    const before = server.delivered.length;
    await expect(strict.send(message)).rejects.toThrow(/TLS/);
    expect(server.delivered).toHaveLength(before);
    strict.close();
  });

  it('row 37: fails soon where nobody listens, and in bounded time where nobody answers', async () => {
    const nobody = createSmtpMessages({
      url: secret(`smtp://127.0.0.1:${await findFreePort()}`),
      from,
      requireTls: false,
    });
    await expect(nobody.send(message)).rejects.toThrow(/ECONNREFUSED/);
    nobody.close();
    const proxy = await startTcpProxy(url);
    proxy.set('silent');
    const hole = createSmtpMessages({ url: secret(proxy.url), from, requireTls: false });
    const startedAt = performance.now();
    await expect(hole.send(message)).rejects.toThrow(/[Tt]imeout|Greeting/);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    hole.close();
    await proxy.close();
  });
});
