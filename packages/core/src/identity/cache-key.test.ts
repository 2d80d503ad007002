import { describe, expect, it } from 'vitest';
import { secret } from '../secret.ts';
import { createCacheKey } from './cache-key.ts';

describe('the key of cached sessions', () => {
  it('row 10: is another one under another pepper, and is not the pepper', () => {
    const [one, other] = ['a pepper', 'another pepper'].map((pepper) => createCacheKey({ codePepper: secret(pepper) }));
    expect(one).toHaveLength(32);
    expect(one).toEqual(createCacheKey({ codePepper: secret('a pepper') }));
    expect(one).not.toEqual(other);
    expect(one?.toString()).not.toContain('pepper');
  });
});
