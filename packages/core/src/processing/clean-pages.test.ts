import { describe, expect, it } from 'vitest';
import { cleanPages } from './clean-pages.ts';

const textsOf = (...texts: string[]) =>
  cleanPages(texts.map((text, index) => ({ page: index + 1, text, source: 'text' }))).map(({ text }) => text);

describe('the text of a document, as it is kept', () => {
  it('holds nothing that a database refuses or that nobody sees', () => {
    expect(textsOf(`\ufeffHae\u00admo\u0000globin\n\u202elow\ud800\t`)).toEqual(['Haemo globin\nlow\ufffd']);
  });

  it('leaves out pages on which nothing stands, and keeps the numbers of the others', () => {
    const pages = [1, 2, 3].map((page) => ({ page, text: page === 2 ? ' \u0001\n' : 'word', source: 'ocr' }) as const);
    expect(cleanPages(pages).map(({ page }) => page)).toEqual([1, 3]);
  });

  it('ends somewhere', () => {
    const texts = textsOf('a'.repeat(60_000), ...Array.from({ length: 30 }, () => 'b'.repeat(50_000)));
    expect(texts[0]).toHaveLength(50_000);
    expect(texts.join('')).toHaveLength(1_000_000);
  });
});
