import { newId } from '@portal/core/new-id';
import { isProblem } from '@portal/core/problem';
import { secret } from '@portal/core/secret';
import { describe, expect, it } from 'vitest';
import { createCursorCodec } from './cursor.ts';

const codec = createCursorCodec({ signingKey: secret('a key of this portal') });
const list = { recordId: newId(), sort: 'title', view: 'active', search: undefined };
const position = { sortValue: 'überweisung 💊', id: newId() };

const isRefused = (cursor: string, other: typeof list = list, by = codec): boolean => {
  try {
    by.decode(cursor, other);
    return false;
  } catch (error) {
    return isProblem(error, 'invalid_request');
  }
};

describe('a cursor', () => {
  it('leads back to its place', () => {
    expect(codec.decode(codec.encode(position, list), list)).toEqual(position);
  });

  it('is another one each time, and shows nothing of what it holds', () => {
    const cursors = [codec.encode(position, list), codec.encode(position, list)];
    expect(cursors[0]).not.toBe(cursors[1]);
    for (const cursor of cursors) expect(Buffer.from(cursor, 'base64url').toString()).not.toMatch(/weisung/);
  });

  it('is good for its own list, and for its own portal', () => {
    const cursor = codec.encode(position, list);
    for (const change of [{ recordId: newId() }, { sort: '-uploadedAt' }, { view: 'trash' }]) {
      expect(isRefused(cursor, { ...list, ...change })).toBe(true);
    }
    expect(isRefused(cursor, list, createCursorCodec({ signingKey: secret('another key') }))).toBe(true);
  });

  it('cannot be changed in a single bit, and nothing else is one', () => {
    const bytes = Buffer.from(codec.encode(position, list), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(isRefused(forged.toString('base64url'))).toBe(true);
    }
    for (const text of ['', 'x', 'null', 'A'.repeat(2000), '💊']) expect(isRefused(text)).toBe(true);
  });

  it('of the longest title fits into what the contract takes', () => {
    expect(codec.encode({ ...position, sortValue: '𝔘'.repeat(120) }, list).length).toBeLessThan(2000);
  });
});
