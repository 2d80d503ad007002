import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message } from '@portal/core/messages/messages.port';
import { startAwsServer } from '@portal/testing/aws-server';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { messagesSuite } from '../port-suites/messages.suite.ts';
import { createSesMessages } from './messages.ses.ts';
import type { SesMessages } from './messages.ses.ts';
import { createSnsMessages } from './messages.sns.ts';

const region = 'eu-central-1';
const from = 'no-reply@portal.example.org';
// CommonJS, whose default export an import sees in two ways.
const require = createRequire(import.meta.url);
const { default: startSes } = require('aws-ses-v2-local') as {
  default: (place: { host: string; port: number }) => Promise<Server>;
};

type StoredMail = {
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { text: string; html: string };
};

let ses: Server;
let sesUrl: string;
let mails: SesMessages;
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const stored = async (): Promise<StoredMail[]> => {
  const answer = await fetch(`${sesUrl}/store`);
  return ((await answer.json()) as { emails: StoredMail[] }).emails;
};

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  ses = await startSes({ host: '127.0.0.1', port: 0 });
  sesUrl = urlOf(ses);
  mails = createSesMessages({ region, endpoint: sesUrl, from });
});
afterAll(() => {
  mails.close();
  ses.close();
  vi.unstubAllEnvs();
});

messagesSuite('Amazon SES', () => ({
  messages: { send: (message) => mails.send(message) },
  received: async (to) =>
    (await stored())
      .filter(({ destination }) => destination.to.includes(to))
      .map(({ subject, body }) => ({ channel: 'email', to, subject, ...body })),
}));

describe('mail through Amazon SES', () => {
  it('row 37: fails in bounded time where nobody answers', async () => {
    const proxy = await startTcpProxy(sesUrl);
    proxy.set('silent');
    const hole = createSesMessages({ region, endpoint: proxy.url, from });
    const startedAt = performance.now();
    await expect(
      hole.send({ channel: 'email', to: 'a@example.org', subject: '', text: '', html: undefined }),
    ).rejects.toThrow(/timed? ?out|Timeout/i);
    expect(performance.now() - startedAt).toBeLessThan(16_000);
    hole.close();
    await proxy.close();
  });
});

describe('text messages through Amazon SNS', () => {
  const message: Message = {
    channel: 'sms',
    to: '+447911123456',
    subject: 'not sent',
    text: 'Your code: 012345\n\n@portal.example.org #012345',
    html: undefined,
  };

  it('go to one number, as they were written, ahead of advertising', async () => {
    const sns = await startAwsServer();
    const messages = createSnsMessages({ region, endpoint: sns.url, senderId: 'Portal' });
    await messages.send(message);
    expect(sns.requests).toHaveLength(1);
    const sent = Object.fromEntries(new URLSearchParams(sns.requests[0]?.body));
    expect(sent).toMatchObject({ Action: 'Publish', PhoneNumber: message.to, Message: message.text });
    expect(Object.values(sent)).toEqual(expect.arrayContaining(['AWS.SNS.SMS.SMSType', 'Transactional', 'Portal']));
    expect(sent).not.toHaveProperty('Subject');
    messages.close();
    sns.close();
  });

  it('row 37: are tried twice, no oftener, where the service has a fault', async () => {
    const sns = await startAwsServer({ status: 500 });
    const messages = createSnsMessages({ region, endpoint: sns.url, senderId: undefined });
    await expect(messages.send(message)).rejects.toThrow('no');
    expect(sns.requests).toHaveLength(2);
    messages.close();
    sns.close();
  });
});
