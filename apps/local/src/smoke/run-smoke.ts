import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import { a4 } from '@portal/adapters/pdf/pdf-page';
import { DocumentAnswer, DocumentList, UploadAnswer } from '@portal/contract/documents';
import { CodeSent } from '@portal/contract/identity';
import { PortalAnswer } from '@portal/contract/portal';
import type { PortalClient } from './portal-client.ts';

export type SmokeInput = {
  client: PortalClient;
  /** The client carries a session already. */
  hasSession: boolean;
  /** Undefined uses an address of the mailbox page, where there is one. */
  address: string | undefined;
  askForCode: (sentTo: string) => Promise<string>;
  say: (line: string) => void;
};

const api = '/api/v1';
const mailPatienceMs = 10_000;
const timeWidth = 6;

/** Goes through the life of one document. Answers whether every step went well; takes away what it added, either way. */
export async function runSmoke({ client, hasSession, address, askForCode, say }: SmokeInput): Promise<boolean> {
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const time = () => `${Math.round(performance.now() - startedAt)} ms`.padStart(timeWidth + 3);
    try {
      const result = await work();
      say(`ok    ${time()}  ${name}`);
      return result;
    } catch (error) {
      say(`FAIL  ${time()}  ${name}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  say(`Trying ${client.url}`);
  try {
    await step('is ready', () => client.send('GET', '/readyz', 200));
    if (!hasSession) await step('signs in', () => signIn(client, address, askForCode));
    await tryDocument(client, step);
    if (!hasSession) await step('signs out', () => client.send('DELETE', `${api}/session`, 204));
    say('The portal works.');
    return true;
  } catch (error) {
    // Each step has told of its own failure; what has none is said here.
    say(
      error instanceof AggregateError
        ? `And cleaning up failed: ${error.message}`
        : 'The portal does not work as it should.',
    );
    return false;
  }
}

async function signIn(
  client: PortalClient,
  address: string | undefined,
  askForCode: SmokeInput['askForCode'],
): Promise<void> {
  const portal = PortalAnswer.parse(await (await client.send('GET', `${api}/portal`, 200)).json());
  const to = address ?? 'smoke@example.org';
  if (portal.mailboxPath === null && address === undefined) {
    throw new Error('this portal has no mailbox page: set SMOKE_ADDRESS, or SMOKE_SESSION');
  }
  const asked = await client.send('POST', `${api}/sign-in/codes`, 202, { json: { channel: 'email', address: to } });
  const { challengeId, sentAt, sentTo } = CodeSent.parse(await asked.json());
  const code =
    portal.mailboxPath === null ? await askForCode(sentTo) : await readCode(client, portal.mailboxPath, to, sentAt);
  await client.send('POST', `${api}/sign-in/sessions`, 201, { json: { challengeId, code } });
}

async function readCode(client: PortalClient, mailboxPath: string, to: string, sentAt: string): Promise<string> {
  const giveUpAt = Date.now() + mailPatienceMs;
  while (Date.now() < giveUpAt) {
    const answer = await client.send('GET', `${mailboxPath}.json?to=${encodeURIComponent(to)}`, 200);
    const messages = (await answer.json()) as { text: string; sentAt: string }[];
    const code = messages
      .filter((message) => message.sentAt >= sentAt)
      .flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? [])[0];
    if (code !== undefined) return code;
    await wait(100);
  }
  throw new Error('no code came');
}

// Of one page, and of a portal that has others to check first.
const checkPatienceMs = 60_000;

type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

async function tryDocument(client: PortalClient, step: Step): Promise<void> {
  const title = `Smoke test ${randomUUID()}`;
  const pdf = buildPdf({
    title,
    author: 'Smoke test',
    createdAt: new Date(),
    language: 'en',
    pages: [{ ...a4, elements: [] }],
    compress: true,
  });
  const id = await step('uploads a PDF', () => upload(client, pdf, title));
  const path = `${api}/documents/${id}`;
  try {
    await step('is checked', () => untilChecked(client, path));
    await step('lists it', () => expectListed(client, title, id, true));
    await step('opens it and gets the same bytes', () => expectSameBytes(client, path, pdf));
    await step('reads a part of it', () => expectPart(client, path, pdf));
    await step('moves it to the trash', async () => {
      await client.send('DELETE', path, 204);
      await expectListed(client, title, id, false);
    });
    await step('takes it out again', async () => {
      await client.send('POST', `${path}/restore`, 200);
      await expectListed(client, title, id, true);
    });
    await step('deletes it for good', async () => {
      await client.send('DELETE', `${path}?permanently=true`, 204);
      await client.send('GET', path, 404);
    });
  } catch (error) {
    await cleanUp(client, path, error);
    throw error;
  }
}

/** A step failed: the document goes all the same, unless that very step had deleted it. */
async function cleanUp(client: PortalClient, path: string, cause: unknown): Promise<void> {
  try {
    const { status } = await fetchStatus(client, path);
    if (status === 200) await client.send('DELETE', `${path}?permanently=true`, 204);
  } catch (error) {
    throw new AggregateError([cause, error], error instanceof Error ? error.message : String(error));
  }
}

async function fetchStatus(client: PortalClient, path: string): Promise<{ status: number }> {
  try {
    return await client.send('GET', path, 200);
  } catch (error) {
    if (error instanceof Error && error.message.includes('answered 404')) return { status: 404 };
    throw error;
  }
}

async function upload(client: PortalClient, pdf: Buffer, title: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'smoke test.pdf');
  form.set('title', title);
  const answer = UploadAnswer.parse(await (await client.send('POST', `${api}/documents`, 201, { form })).json());
  expectEqual('the SHA-256 of what is kept', answer.document.sha256, sha256Of(pdf));
  return answer.document.id;
}

/** The portal reads what it was sent before anybody may open it. */
async function untilChecked(client: PortalClient, path: string): Promise<void> {
  const giveUpAt = Date.now() + checkPatienceMs;
  for (;;) {
    const { document } = DocumentAnswer.parse(await (await client.send('GET', path, 200)).json());
    if (document.state !== 'processing') return expectEqual('what came of its check', document.state, 'ready');
    if (Date.now() > giveUpAt) throw new Error('nobody has checked it: is a worker running?');
    await wait(100);
  }
}

async function expectListed(client: PortalClient, title: string, id: string, isListed: boolean): Promise<void> {
  const answer = await client.send('GET', `${api}/documents?q=${encodeURIComponent(title)}`, 200);
  const { items } = DocumentList.parse(await answer.json());
  expectEqual(
    'whether it is listed',
    items.some((item) => item.id === id),
    isListed,
  );
}

async function openLink(client: PortalClient, path: string): Promise<string> {
  const answer = await client.send('GET', `${path}/content?disposition=attachment`, 302);
  return new URL(answer.headers.get('location') ?? '', client.url).href.slice(client.url.length);
}

async function expectSameBytes(client: PortalClient, path: string, pdf: Buffer): Promise<void> {
  const answer = await client.send('GET', await openLink(client, path), 200);
  expectEqual('the SHA-256 of what came', sha256Of(Buffer.from(await answer.arrayBuffer())), sha256Of(pdf));
}

async function expectPart(client: PortalClient, path: string, pdf: Buffer): Promise<void> {
  const answer = await client.send('GET', await openLink(client, path), 206, { headers: { Range: 'bytes=5-24' } });
  expectEqual('the part', Buffer.from(await answer.arrayBuffer()).toString('hex'), pdf.subarray(5, 25).toString('hex'));
}

function expectEqual<Value>(what: string, found: Value, expected: Value): void {
  if (found !== expected) throw new Error(`${what} is ${String(found)}, not ${String(expected)}`);
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
