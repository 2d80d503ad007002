import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { contentDigestFor, contentDigestOf } from './content-digest.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const read = (header: string | undefined) => contentDigestOf({ get: () => header } as unknown as Request);

describe('Content-Digest', () => {
  it('is read as it is written, also beside other digests', () => {
    const written = contentDigestFor(sha256);
    expect(written).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
    for (const header of [written, `sha-512=:AAAA:, ${written}`, `${written}, md5=:AAAA:`, `${written};x=1`]) {
      expect(read(header)).toBe(sha256);
    }
  });

  it('may be left out', () => {
    expect(read(undefined)).toBeUndefined();
  });

  // The mutant: `another` out of content-digest.ts.
  it('with two of them is refused, as two headers are', () => {
    const written = contentDigestFor(sha256);
    for (const header of [`${written}, ${contentDigestFor('a'.repeat(64))}`, `${written},${written}`]) {
      expect(() => read(header)).toThrow('invalid_request');
    }
  });

  it.each(['', 'sha-256', 'sha-256=::', 'sha-256=:AAAA:', sha256, 'sha-512=:AAAA:', 'xsha-256=:47DEQpj8=:'])(
    'without a SHA-256 is refused: %j',
    (header) => {
      expect(() => read(header)).toThrow('invalid_request');
    },
  );
});
