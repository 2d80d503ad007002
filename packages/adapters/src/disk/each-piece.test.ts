import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eachPiece } from './each-piece.ts';

const piecesOf = (...texts: string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)));
const nothing = (): undefined => undefined;

describe('the pieces of a stream', () => {
  it('are handed on as they came, though several had gathered', async () => {
    const stream = new PassThrough();
    for (const text of ['a', 'bc', 'd']) stream.write(text);
    stream.end();
    const pieces: string[] = [];
    await eachPiece(stream, (piece) => void pieces.push(piece.toString()));
    expect(pieces).toEqual(['a', 'bc', 'd']);
  });

  it('come one at a time, the next when the one before is done with', async () => {
    let [atOnce, most, taken] = [0, 0, 0];
    await eachPiece(piecesOf('a', 'b', 'c', 'd'), async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise(setImmediate);
      atOnce -= 1;
      taken += 1;
    });
    expect([most, taken]).toEqual([1, 4]);
  });

  it('are waited for to the last one', async () => {
    let isDone = false;
    await eachPiece(piecesOf('a'), async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isDone = true;
    });
    expect(isDone).toBe(true);
  });

  it.each([
    [
      'throws',
      () =>
        (() => {
          throw new Error('no room');
        })(),
    ],
    ['rejects', () => Promise.reject(new Error('no room'))],
  ])('are given up when whoever takes them %s, with that error', async (_name, take) => {
    const stream = new PassThrough();
    stream.write('a');
    await expect(eachPiece(stream, take)).rejects.toThrow('no room');
    expect([stream.destroyed, stream.errored]).toEqual([true, null]);
  });

  it('end with the error of the stream, and nobody is at work on them then', async () => {
    const stream = new PassThrough();
    let isAtWork = false;
    stream.write('a');
    const ended = eachPiece(stream, async () => {
      isAtWork = true;
      stream.destroy(new Error('gone'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      isAtWork = false;
    });
    await expect(ended).rejects.toThrow('gone');
    expect(isAtWork).toBe(false);
  });

  it('of a stream that has failed or was given up before are none', async () => {
    const failed = new PassThrough();
    failed.on('error', nothing).destroy(new Error('gone'));
    const givenUp = new PassThrough().destroy();
    await new Promise(setImmediate);
    await expect(eachPiece(failed, nothing)).rejects.toThrow('gone');
    await expect(eachPiece(givenUp, nothing)).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  it('of a stream that was paused come too', async () => {
    const stream = piecesOf('a', 'b');
    stream.pause();
    const pieces: string[] = [];
    await eachPiece(stream, (piece) => void pieces.push(piece.toString()));
    expect(pieces).toEqual(['a', 'b']);
  });
});
