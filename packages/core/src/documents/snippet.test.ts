import { describe, expect, it } from 'vitest';
import { searchWordsOf } from './fold-for-search.ts';
import { snippetOf } from './snippet.ts';
import { tokensOf } from './text-words.ts';

/** What was found stands in brackets. */
function shown(text: string, ...words: readonly string[]): string {
  const places = tokensOf(text).flatMap(({ start, end }, index) =>
    searchWordsOf(text.slice(start, end)).some((word) => words.includes(word)) ? [index + 1] : [],
  );
  return snippetOf(text, places)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('');
}

const filling = 'Lorem ipsum dolor sit amet. '.repeat(30);

describe('a snippet', () => {
  it('shows what was found as it is written, with white space drawn together', () => {
    expect(shown('  Hæmoglobin\n\n  ist  NIEDRIG,\tFerritin auch ', 'niedrig')).toBe(
      'Hæmoglobin ist [NIEDRIG], Ferritin auch',
    );
    expect(shown('Größe und Übergewicht', 'ubergewicht')).toBe('Größe und [Übergewicht]');
  });

  it('is cut between words, and says so', () => {
    const text = shown(`${filling}the Ferritin is low ${filling}`, 'ferritin');
    expect(text).toMatch(/^…\p{L}.*the \[Ferritin\] is low .*\p{L}…$/u);
    expect(text.length).toBeLessThanOrEqual(210);
    for (const word of text.match(/\p{L}+/gu) ?? [])
      expect(`${filling}the Ferritin is low`.split(/\W+/)).toContain(word);
  });

  it('is taken where most of the words stand together, the first of equal ones', () => {
    expect(shown(`iron ${filling} iron and zinc ${filling} zinc and iron`, 'iron', 'zinc')).toContain(
      '[iron] and [zinc]',
    );
    expect(shown(`iron one ${filling} iron two`, 'iron')).toContain('[iron] one');
  });

  it('is the beginning of the text where nothing stands out', () => {
    expect(shown(filling)).toMatch(/^Lorem ipsum .*…$/);
    expect(shown('')).toBe('');
  });

  it('cuts a word that has no end', () => {
    expect(shown('A'.repeat(50_000)).length).toBeLessThan(300);
  });

  it('keeps markup as the text that it is', () => {
    expect(snippetOf('<b>iron</b>', [3])).toEqual(expect.arrayContaining([{ text: '>', isMatch: true }]));
  });

  it('goes with the direction of the text', () => {
    expect(shown('نتيجة فحص الدم طبيعية', 'الدم')).toBe('نتيجة فحص [الدم] طبيعية');
  });
});
