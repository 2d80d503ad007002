import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, for the browser's cookie and nobody else. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: nobody finds 256 random bits back from it, so it needs neither salt nor stretching. */
export function hashSessionToken(token: string): string {
  return hash('sha256', token, 'hex');
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** Spares the stores what cannot be a token. */
export function looksLikeSessionToken(token: string): boolean {
  return tokenPattern.test(token);
}
