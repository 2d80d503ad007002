import { describe, expect, it } from 'vitest';
import { findInText } from './find-in-text.ts';

const page = [
  { text: 'Dr. Müller', endsLine: true },
  { text: 'Blood', endsLine: false },
  { text: ' test', endsLine: true },
  { text: 'blood count', endsLine: false },
];

describe('A search in a document', () => {
  it('finds words whatever their capitals and accents', () => {
    expect(findInText(page, 'muller')).toEqual([{ start: { piece: 0, offset: 4 }, end: { piece: 0, offset: 10 } }]);
    expect(findInText(page, 'BLOOD')).toHaveLength(2);
  });

  it('finds words across pieces and line breaks', () => {
    expect(findInText(page, 'blood test')).toEqual([{ start: { piece: 1, offset: 0 }, end: { piece: 2, offset: 5 } }]);
    expect(findInText(page, 'test blood')).toHaveLength(1);
  });

  it('finds nothing where nothing is asked, or nothing is', () => {
    expect(findInText(page, '  ')).toEqual([]);
    expect(findInText(page, 'liver')).toEqual([]);
  });
});
