import type { Channel } from '@portal/contract/identity';

export type TypedAddress =
  | { kind: 'address'; channel: Channel; address: string }
  | { kind: 'empty' }
  /** Looks like an e-mail address that stops too early; `end` is its last word. */
  | { kind: 'unfinished'; end: string }
  | { kind: 'unknown' };

const emailWithDomain = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const punctuationOfNumbers = /[\s().\-/]/g;

/**
 * What somebody meant by what they typed. It helps early and refuses nothing that the server would take: the server
 * normalises and decides.
 */
export function readAddress(typed: string): TypedAddress {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  if (text.includes('@')) return readEmail(text);
  const digits = text.replaceAll(punctuationOfNumbers, '').replace(/^00/, '+');
  if (/^\+\d{7,15}$/.test(digits)) return { kind: 'address', channel: 'sms', address: digits };
  return { kind: 'unknown' };
}

function readEmail(text: string): TypedAddress {
  if (emailWithDomain.test(text)) return { kind: 'address', channel: 'email', address: text };
  const end = text.slice(text.lastIndexOf('@') + 1);
  const isUnfinished = /^[^\s@]+@[^\s@]*$/.test(text);
  return isUnfinished ? { kind: 'unfinished', end: end || '@' } : { kind: 'unknown' };
}
