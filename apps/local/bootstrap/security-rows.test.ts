import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rowsOf, securityRows } from './security-rows.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(`${root}SECURITY.md`, 'utf8');
const lines = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(([, row, sentence, files = '']) => ({
  row: Number(row),
  sentence,
  files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
}));

describe('the table of SECURITY.md', () => {
  it('holds the rows that the tests are asked for, in the same words', () => {
    expect(Object.fromEntries(lines.map(({ row, sentence }) => [row, sentence]))).toEqual(securityRows);
  });

  it.each(lines)('names files that hold a test of row $row', ({ row, files }) => {
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect([file, existsSync(`${root}${file}`)]).toEqual([file, true]);
      expect([file, rowsOf(readFileSync(`${root}${file}`, 'utf8'))]).toEqual([file, expect.arrayContaining([row])]);
    }
  });
});
