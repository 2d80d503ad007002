import { describe, expect, it } from 'vitest';
import { toInspection, toPicture, toText } from './understand-answer.ts';

const said = (...lines: unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('') + '.\n';
const sound = { outcome: 'sound', pageCount: 2, hasActiveContent: false };

describe('what a process says of a file', () => {
  it('is believed where it is an answer to what was asked', () => {
    expect(toInspection({ ending: 'ended', output: said(sound) })).toEqual({
      answer: { ...sound, title: undefined },
      isTrusted: true,
    });
    expect(toInspection({ ending: 'ended', output: said({ outcome: 'locked' }) })).toEqual({
      answer: { outcome: 'locked' },
      isTrusted: false,
    });
  });

  it.each([
    ['pages that cannot be', { ...sound, pageCount: -1 }],
    ['a text for a number', { ...sound, pageCount: '2' }],
    ['nothing of what it carries', { outcome: 'sound', pageCount: 2 }],
    ['an outcome that there is not', { outcome: 'wonderful' }],
  ])('row 27: makes the file damaged where it is none: %s', (_, answer) => {
    expect(toInspection({ ending: 'ended', output: said(answer) })).toEqual({
      answer: { outcome: 'damaged', reason: 'answer' },
      isTrusted: false,
    });
  });

  it.each(['failed', 'processor', 'memory', 'output'] as const)('row 27: makes it damaged at a limit: %s', (ending) => {
    expect(toInspection({ ending, output: said(sound) })).toMatchObject({ answer: { outcome: 'damaged' } });
  });

  // Fails when a look that took too long makes the file damaged: then a sleeping laptop refuses documents.
  it('says nothing of the file where its time was over without much having been done', () => {
    expect(() => toInspection({ ending: 'time', output: '' })).toThrow('did not end in time');
  });

  it('row 27: is a picture only where it begins as one', () => {
    const picture = Buffer.from('RIFF....WEBPVP8 ');
    const draw = (bytes: Buffer) => toPicture({ ending: 'ended', output: said({ base64: bytes.toString('base64') }) });
    expect(draw(picture)).toEqual({ answer: { bytes: picture, contentType: 'image/webp' }, isTrusted: true });
    expect(draw(Buffer.from('<svg onload="x">'))).toEqual({ answer: undefined, isTrusted: false });
  });

  it('of its words counts until it was stopped, half a line not', () => {
    const page = { page: 1, text: 'blood', source: 'text' };
    const output = `${JSON.stringify(page)}\n{"page":2,"te`;
    expect(toText({ ending: 'time', output })).toEqual({
      answer: { pages: [page], isComplete: false },
      isTrusted: false,
    });
    expect(toText({ ending: 'ended', output: said(page, { isComplete: true }) })).toEqual({
      answer: { pages: [page], isComplete: true },
      isTrusted: true,
    });
    expect(toText({ ending: 'ended', output: said({ page: 0, text: 1 }) }).answer.pages).toEqual([]);
  });
});
