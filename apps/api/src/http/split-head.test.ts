import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { splitHead } from './split-head.ts';

const piecesOf = (...texts: string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)));

describe('the head of a stream', () => {
  it.each([
    [['%PDF-1.7 and more'], 5, '%PDF-'],
    [['%', 'P', 'D', 'F', '-', '1.7'], 5, '%PDF-'],
    [['%P'], 5, '%P'],
    [[], 5, ''],
  ])('of %j, %i bytes, is %j, and the whole is whole', async (texts, length, head) => {
    const split = await splitHead(piecesOf(...texts), length);
    expect(split.head.toString()).toBe(head);
    expect((await buffer(split.whole)).toString()).toBe(texts.join(''));
  });

  it('rejects with the error of a stream that fails, early or late', async () => {
    const failing = (pieces: number) =>
      Readable.from(
        (async function* () {
          for (let number = 0; number < pieces; number += 1) yield Buffer.from('12345');
          throw new Error('the line broke');
        })(),
      );
    await expect(splitHead(failing(0), 5)).rejects.toThrow('the line broke');
    const { whole } = await splitHead(failing(3), 5);
    await expect(buffer(whole)).rejects.toThrow('the line broke');
  });

  it('closes the stream when the rest is not wanted', async () => {
    const stream = piecesOf('12345', '67890');
    const { whole } = await splitHead(stream, 5);
    whole.destroy();
    await expect.poll(() => stream.destroyed).toBe(true);
  });
});
