import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downloadNameOf, keepableFileName, titleFromFileName } from './file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['scan.pdf', 'scan.pdf'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['a\u0000b.pdf', 'ab.pdf'],
    ['\ud83d.pdf', '\ufffd.pdf'],
    ['', 'document.pdf'],
    [' \t ', 'document.pdf'],
    ['\u0000', 'document.pdf'],
    ['x'.repeat(300) + '.pdf', 'x'.repeat(251) + '.pdf'],
    ['x'.repeat(300), 'x'.repeat(255)],
    ['x'.repeat(250) + '💊💊💊.pdf', 'x'.repeat(250) + '.pdf'],
  ])('%.20j is kept as %.20j', (given, kept) => {
    expect(keepableFileName(given)).toBe(kept);
  });

  it('is always one that can be kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const kept = keepableFileName(given);
        expect(kept.length).toBeLessThanOrEqual(255);
        expect(kept.trim()).not.toBe('');
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain('\u0000');
        expect(keepableFileName(kept)).toBe(kept);
      }),
    );
  });

  it('ends in .pdf when it is saved', () => {
    expect(downloadNameOf('a.PDF')).toBe('a.PDF');
    expect(downloadNameOf('virus.exe')).toBe('virus.exe.pdf');
  });
});

describe('a title that is made of a file name', () => {
  it.each([
    ['Blood_test  2026.pdf', 'Blood test 2026'],
    ['C:\\Users\\me\\Arztbrief.PDF', 'Arztbrief'],
    ['scans/2024/x.pdf', 'x'],
    ['.pdf', 'Document'],
    ['___.pdf', 'Document'],
    ['folder/', 'Document'],
    ['report.final.v2.pdf', 'report.final.v2'],
  ])('of %j is %j', (fileName, title) => {
    expect(titleFromFileName(fileName)).toBe(title);
  });

  it('is always one that the contract takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const title = titleFromFileName(keepableFileName(given));
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title.trim()).not.toBe('');
        expect(title.isWellFormed()).toBe(true);
      }),
    );
  });
});
