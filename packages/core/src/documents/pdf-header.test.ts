import { describe, expect, it } from 'vitest';
import { kindOfFile } from './pdf-header.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('what a file is', () => {
  it.each([
    ['', 'empty'],
    ['%PDF-1.7', 'pdf'],
    ['%PDF-', 'pdf'],
    ['\xef\xbb\xbf%PDF-1.4', 'pdf'],
    ['\xef\xbb\xbf', 'other'],
    ['%PDF', 'other'],
    ['%pdf-1.7', 'other'],
    [' %PDF-1.7', 'other'],
    ['%%PDF-1.7', 'other'],
    ['MZ\x90\x00', 'other'],
    ['PK\x03\x04', 'other'],
    ['\x89PNG\r\n\x1a\n', 'picture'],
    ['\xff\xd8\xff\xe0', 'picture'],
    ['\x00\x00\x00\x18ftypheic', 'picture'],
    ['RIFF\x00\x00\x00\x00WEBP', 'picture'],
  ])('%j is %s', (text, kind) => {
    expect(kindOfFile(bytes(text).subarray(0, 12))).toBe(kind);
  });
});
