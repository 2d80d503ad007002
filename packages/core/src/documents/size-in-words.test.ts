import { expect, it } from 'vitest';
import { sizeInWords } from './size-in-words.ts';

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1536, '1.5 kB'],
  [104_857_600, '100 MB'],
  [2_576_980_378, '2.4 GB'],
  [1024 ** 5, '1024 TB'],
])('%i bytes are said as %s', (sizeInBytes, words) => {
  expect(sizeInWords(sizeInBytes)).toBe(words);
});
