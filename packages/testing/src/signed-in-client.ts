import { randomBytes } from 'node:crypto';
import type { CodeSent, SessionAnswer } from '@portal/contract/identity';
import { createTestClient } from './test-client.ts';
import type { TestClient } from './test-client.ts';
import type { TestPortal } from './test-portal.ts';

export type SignedInClient = TestClient & { address: string; session: SessionAnswer };

/** Signs in as a patient does, through the mailbox; an address that is new gets its account. */
export async function signedInClient(
  portal: Pick<TestPortal, 'url' | 'readMailbox'>,
  address: string = newAddress(),
): Promise<SignedInClient> {
  const client = createTestClient(portal);
  const asked = await askForCode(client, address);
  const code = await readCode(portal, address, asked);
  const answer = await client.post('/sign-in/sessions').send({ challengeId: asked.challengeId, code }).expect(201);
  return { ...client, address, session: answer.body as SessionAnswer };
}

/** An address that nobody has. */
export function newAddress(): string {
  return `patient-${randomBytes(6).toString('hex')}@example.org`;
}

export async function askForCode(client: TestClient, address: string): Promise<CodeSent> {
  const channel = address.includes('@') ? 'email' : 'sms';
  const answer = await client.post('/sign-in/codes').send({ channel, address }).expect(202);
  return answer.body as CodeSent;
}

const patienceMs = 5_000;

/** The code that was sent to an address since `asked`, as soon as it is there. */
export async function readCode(
  portal: Pick<TestPortal, 'readMailbox'>,
  address: string,
  asked: Pick<CodeSent, 'sentAt'>,
): Promise<string> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    // Newest first, and beside codes there are notices.
    const code = (await portal.readMailbox(address))
      .filter(({ sentAt }) => sentAt >= asked.sentAt)
      .flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? [])[0];
    if (code !== undefined) return code;
    if (Date.now() > giveUpAt) throw new Error(`No code reached ${address}.`);
  }
}
