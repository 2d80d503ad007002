import { describe, expect, it } from 'vitest';
import { checkFile } from './check-file.ts';

const limit = 2000;
const fileOf = (...parts: BlobPart[]): File => new File(parts, 'letter.pdf');

describe('A file, looked at before it is sent', () => {
  it('is sent when a PDF header stands in its first kilobyte', async () => {
    expect(await checkFile(fileOf('%PDF-1.7\n'), limit)).toBeUndefined();
    expect(await checkFile(fileOf('\n'.repeat(900), '%PDF-1.4'), limit)).toBeUndefined();
  });

  it('is too large beyond what this portal takes', async () => {
    expect(await checkFile(fileOf('x'.repeat(limit + 1)), limit)).toEqual({
      kind: 'too-large',
      sizeInBytes: limit + 1,
      maxSizeInBytes: limit,
    });
  });

  it('is empty without a byte', async () => {
    expect(await checkFile(fileOf(), limit)).toEqual({ kind: 'empty' });
  });

  it.each([
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47]],
    ['HEIC', [0, 0, 0, 24, ...new TextEncoder().encode('ftypheic')]],
    ['WebP', [...new TextEncoder().encode('RIFF....WEBP')]],
  ])('is a picture when it starts like %s', async (_, bytes) => {
    expect(await checkFile(fileOf(new Uint8Array(bytes)), limit)).toEqual({ kind: 'picture' });
  });

  it('is no PDF when it starts like anything else', async () => {
    expect(await checkFile(fileOf('PK\u0003\u0004'), limit)).toEqual({ kind: 'not-a-pdf' });
  });
});
