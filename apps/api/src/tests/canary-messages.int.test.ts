import type { CodeSent } from '@portal/contract/identity';
import { endpoints } from '@portal/contract/endpoints';
import { startAwsServer } from '@portal/testing/aws-server';
import { startMailServer } from '@portal/testing/mail-server';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument } from '@portal/testing/upload-tools';
import { sendNotices } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canary, codesIn, fillOf, found } from './canary.ts';
import { ask } from './walk-contract.ts';

/** What left the portal: `said` is all of it but the recipient, as it went over the wire or as it is read. */
type Sent = { to: string; said: string };
/** How messages leave; `sent` is oldest first. */
type Way = { environment: Record<string, string>; sent: () => readonly Sent[]; close: () => Promise<void> };

const { secondAddress } = canary;
const patienceMs = 5_000;
const from = { MAIL_FROM: 'no-reply@example.org' };

async function bySmtp(): Promise<Way> {
  const mails = await startMailServer();
  return {
    environment: { MAIL: 'smtp', SMTP_URL: mails.url, SMS: 'none', ...from },
    sent: () =>
      mails.delivered.map(({ recipients, mail: { headerLines, text, html } }) => {
        const headers = headerLines.filter(({ key }) => key !== 'to').map(({ line }) => line);
        return { to: recipients.join(), said: [...headers, text, html].join('\n') };
      }),
    close: mails.close,
  };
}

async function byAmazon(): Promise<Way> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const aws = await startAwsServer();
  const place = { AWS_REGION: 'eu-central-1', SES_ENDPOINT_URL: aws.url, SNS_ENDPOINT_URL: aws.url };
  return {
    environment: { MAIL: 'ses', SMS: 'sns', ...place, ...from },
    sent: () => aws.requests.map(({ headers, body }) => toSent(JSON.stringify(headers), body)),
    close: async () => {
      aws.close();
      vi.unstubAllEnvs();
    },
  };
}

function toSent(headers: string, body: string): Sent {
  if (!body.startsWith('{')) {
    const { PhoneNumber: to = '', ...rest } = Object.fromEntries(new URLSearchParams(body));
    return { to, said: [headers, ...Object.values(rest)].join('\n') };
  }
  type Mail = { Destination: { ToAddresses: string[] } };
  const { Destination, ...rest } = JSON.parse(body) as Mail;
  return { to: Destination.ToAddresses.join(), said: [headers, ...leavesOf(rest)].join('\n') };
}

function leavesOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)];
}

describe.each([
  ['an SMTP server', bySmtp, [canary.address]],
  ['Amazon SES and SNS', byAmazon, [canary.address, canary.phone]],
] as const)('what is sent through %s', (_name, start, addresses) => {
  const codes: string[] = [];
  let way: Way;
  let portal: TestPortal;

  /** The code of the first message to an address after the first `before` ones. */
  async function codeOf(to: string, before: number): Promise<string> {
    const code = await vi.waitFor(() => {
      const toThem = way
        .sent()
        .slice(before)
        .filter((sent) => sent.to === to);
      const [digits] = toThem.flatMap(({ said }) => /(?<=^@localhost #)\d{6}$/m.exec(said) ?? []);
      if (digits === undefined) throw new Error(`No code reached ${to}.`);
      return digits;
    }, patienceMs);
    codes.push(code);
    return code;
  }

  async function signIn(address: string): Promise<TestClient> {
    const client = createTestClient(portal);
    const before = way.sent().length;
    const channel = address.includes('@') ? 'email' : 'sms';
    const asked = await client.post('/sign-in/codes').send({ channel, address }).expect(202);
    const { challengeId } = asked.body as CodeSent;
    await client
      .post('/sign-in/sessions')
      .send({ challengeId, code: await codeOf(address, before) })
      .expect(201);
    return client;
  }

  async function live(client: TestClient): Promise<void> {
    await client.patch('/account').send({ name: canary.name }).expect(200);
    const { id } = await addDocument(client as SignedInClient, canary.title, { title: canary.title });
    await client.patch(`/documents/${id}`).send({ note: canary.note }).expect(200);
    const before = way.sent().length;
    const asked = await client.post('/account/contacts').send({ channel: 'email', address: secondAddress }).expect(202);
    const { challengeId } = asked.body as CodeSent;
    const code = await codeOf(secondAddress, before);
    const added = await client.post('/account/contacts/verify').send({ challengeId, code }).expect(201);
    const contactId = (added.body.account.contacts as { id: string }[])[1]?.id;
    await client.delete(`/account/contacts/${contactId}`).expect(200);
  }

  /** Every endpoint, whatever it has sent: one that comes later is asked too. */
  async function walk(address: string): Promise<void> {
    let client = await signIn(address);
    for (const endpoint of endpoints) {
      if ((await client.get('/session')).status === 401) client = await signIn(address);
      await ask(endpoint, client, fillOf(endpoint), canary.fileName);
    }
  }

  beforeAll(async () => {
    way = await start();
    portal = await startTestPortal({ environment: way.environment });
    for (const address of addresses) {
      await live(await signIn(address));
      await walk(address);
    }
    await sendNotices(portal);
    // The endpoints send after they have answered, and what closes waits for that.
    await portal.stop();
  }, 60_000);
  afterAll(() => way.close());

  it('row 33: reaches the address it is for, and was read here as it left', () => {
    const recipients = new Set(way.sent().map(({ to }) => to));
    for (const address of [...addresses, secondAddress]) expect(recipients).toContain(address);
    const about = (word: string) => way.sent().filter(({ said }) => said.includes(word)).length;
    for (const word of [
      'to add this',
      'was added',
      'was removed',
      'ready for you',
      'not used for it before',
      '<!doctype html>',
    ]) {
      expect([word, about(word)]).not.toEqual([word, 0]);
    }
  });

  it('row 33: holds no name, no title, no file name, no note and no address of the patient, in text or in HTML', () => {
    expect(way.sent().filter(({ said }) => found(said).length > 0)).toEqual([]);
  });

  it('row 33: holds no code but its own, which is on no locked screen', () => {
    for (const { said } of way.sent()) {
      expect(codesIn(said, codes).length).toBeLessThanOrEqual(1);
      for (const line of said.split('\n').filter((text) => /^Subject:/i.test(text))) {
        expect(codesIn(line, codes)).toEqual([]);
      }
    }
  });
});
