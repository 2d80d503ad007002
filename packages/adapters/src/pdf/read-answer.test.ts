import { describe, expect, it } from 'vitest';
import { inspectionOf, pictureOf, textOfPages } from './read-answer.ts';

describe('what a process says that a file has led astray', () => {
  it.each([
    ['nothing', ''],
    ['half a line', '{"outcome":"sound","pageCount":1,"hasActiveContent":false}'],
    ['no count', '{"outcome":"sound","pageCount":"1","hasActiveContent":false}\n'],
    ['more pages than there can be', '{"outcome":"sound","pageCount":2147483648,"hasActiveContent":false}\n'],
    ['no word about what it carries', '{"outcome":"sound","pageCount":1}\n'],
    ['another outcome', '{"outcome":"clean","pageCount":1,"hasActiveContent":false}\n'],
  ])('row 27: is no inspection: %s', (_, output) => {
    expect(() => inspectionOf(output)).toThrow('said what it was not asked for');
  });

  it.each([
    ['no page', '{"page":0,"text":"a","source":"text"}\n'],
    ['a page that there cannot be', '{"page":2147483648,"text":"a","source":"text"}\n'],
    ['no text', '{"page":1,"text":{},"source":"text"}\n'],
    ['another source', '{"page":1,"text":"a","source":"script"}\n'],
  ])('row 27: is no page: %s', (_, output) => {
    expect(() => textOfPages(output)).toThrow('said what it was not asked for');
  });

  it('row 27: is no picture, unless it begins as one of that kind does', () => {
    const svg = Buffer.from('<svg onload="alert(1)"/>').toString('base64');
    expect(() => pictureOf(`{"base64":"${svg}"}\n`)).toThrow('said what it was not asked for');
  });
});
