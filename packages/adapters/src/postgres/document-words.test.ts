import { describe, expect, it } from 'vitest';
import { wordsOf } from './document-words.ts';

describe('the words of a document', () => {
  it('say where they stand, in the title before the file name', () => {
    expect(wordsOf({ title: 'Blood test', fileName: 'blood-2.pdf' })).toBe(`'blood':1A 'test':1A '2':1B 'pdf':1B`);
  });

  it('are none where there is no letter, digit or sign', () => {
    expect(wordsOf({ title: `'"\\`, fileName: '.' })).toBe('');
  });
});
