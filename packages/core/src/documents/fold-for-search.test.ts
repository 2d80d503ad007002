import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForSearch, searchWordsOf, sortTextOf } from './fold-for-search.ts';

describe('text that is searched and sorted', () => {
  it.each([
    ['Überweisung', 'uberweisung'],
    ['ÉCLAIR', 'eclair'],
    ['Weiß', 'weiss'],
    ['ﬁle', 'file'],
    ['Ａ１', 'a1'],
    ['مُحَمَّد', 'محمد'],
  ])('%s has no case and no accents: %s', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded);
  });

  it('falls into words of letters and digits, and signs that stand alone', () => {
    expect(searchWordsOf('scan_2024-05 (Blood, 💊) C++', 'blood.pdf')).toEqual([
      'scan',
      '2024',
      '05',
      '💊',
      'c',
      '+',
      'blood',
      'pdf',
    ]);
    expect(searchWordsOf(`'":*|&!<->()\\`)).toEqual(['|', '<', '>']);
    expect(searchWordsOf('')).toEqual([]);
  });

  it('is short enough for an index and a cursor, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(Buffer.byteLength(sortTextOf(text))).toBeLessThanOrEqual(480);
        for (const word of searchWordsOf(text)) {
          expect(word.length).toBeGreaterThan(0);
          expect(Buffer.byteLength(word)).toBeLessThanOrEqual(256);
        }
      }),
    );
  });
});
