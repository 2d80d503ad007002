import { describe, expect, it } from 'vitest';
import { placedWordsOf, vectorOf, type WordForms, withStems } from './page-words.ts';

const forms = (english: string | null, spanish: string | null, arabic: string | null): WordForms => ({
  english,
  spanish,
  arabic,
  isEnglish: english === null,
  isSpanish: spanish === null,
});
const known = new Map([
  ['the', forms(null, 'the', 'the')],
  ['de', forms('de', null, 'de')],
  ['cars', forms('car', 'cars', 'cars')],
  ['2024', forms('2024', '2024', '2024')],
  ['المريض', forms('المريض', 'المريض', 'مريض')],
]);
const lexemesOf = (text: string) => [...withStems(placedWordsOf(text), known).keys()];

describe('the words of a page', () => {
  it('stand at their places, folded, each place of a word that comes again', () => {
    expect(vectorOf(placedWordsOf('Iron, Über-Iron + c'))).toBe(`'iron':1,3 'uber':2 '+':4 'c':5`);
    expect(vectorOf(placedWordsOf(`'"\\`))).toBe('');
  });

  it('come with stems of the language that has more of its little words on the page', () => {
    expect(lexemesOf('the cars')).toEqual(['the', 'cars', '-ecar']);
    expect(lexemesOf('de cars')).toEqual(['de', 'cars', '-scars']);
    expect(lexemesOf('de de the cars')).toContain('-scars');
    expect(lexemesOf('cars')).toEqual(['cars', '-ecar', '-scars']);
  });

  it('come with Arabic stems where they are Arabic, and with none where they are no words', () => {
    expect(lexemesOf('المريض 2024 the')).toEqual(['المريض', '2024', 'the', '-aمريض']);
  });

  it('end where places cannot be counted any further', () => {
    const placed = placedWordsOf('a '.repeat(20_000));
    expect(placed.get('a')).toHaveLength(16_383);
  });
});
