import { describe, expect, it } from 'vitest';
import { createVerifiedFiles } from './verified-files.ts';

describe('files that were found right', () => {
  it('are known by their bytes and by what the system says of them, both', () => {
    const verified = createVerifiedFiles({ atMost: 2 });
    verified.add('a', 'before');
    expect(verified.has('a', 'before')).toBe(true);
    expect(verified.has('a', 'after')).toBe(false);
    expect(verified.has('b', 'before')).toBe(false);
  });

  it('are forgotten when there are too many, the one first that nobody asked for longest', () => {
    const verified = createVerifiedFiles({ atMost: 2 });
    verified.add('a', '1');
    verified.add('b', '1');
    verified.has('a', '1');
    verified.add('c', '1');
    expect(['a', 'b', 'c'].filter((sha256) => verified.has(sha256, '1'))).toEqual(['a', 'c']);
  });
});
