import type { Request } from 'express';
import { invalidHeader } from './invalid-header.ts';

const sha256Entry = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?=,|;|$)/g;

/**
 * The SHA-256 that a request says its body has (RFC 9530, `Content-Digest: sha-256=:…:`), as lower-case hex; undefined
 * where it says nothing. Throws `invalid_request` for a header without one, and for one with two, of which nobody can
 * tell which is meant.
 */
export function contentDigestOf(request: Request): string | undefined {
  const header = request.get('content-digest');
  if (header === undefined) return undefined;
  const [encoded, another] = [...header.matchAll(sha256Entry)].map(([, digest]) => digest);
  if (encoded === undefined || another !== undefined) {
    throw invalidHeader('Content-Digest', 'Say the SHA-256 of the body as `sha-256=:BASE64:`.');
  }
  return Buffer.from(encoded, 'base64').toString('hex');
}

/** `sha256` in lower-case hex. */
export function contentDigestFor(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}
