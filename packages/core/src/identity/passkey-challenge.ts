import { createHash, randomBytes } from 'node:crypto';

/** For the HttpOnly cookie of the browser that asked, and for nobody else. */
export function newPasskeyTicket(): string {
  return randomBytes(32).toString('base64url');
}

/** Where the challenge of a browser that signs in is kept: who reads the store cannot answer in its place. */
export function keyOfBrowser(ticket: string): string {
  return `browser:${createHash('sha256').update(ticket).digest('hex')}`;
}

/** Where the challenge of a session that adds a passkey is kept. */
export function keyOfSession(sessionId: string): string {
  return `session:${sessionId}`;
}
