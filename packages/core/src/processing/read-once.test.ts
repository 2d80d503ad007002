import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readOnce } from './read-once.ts';

const { signal } = new AbortController();
const whole = randomBytes(1_000_000);
const sha256 = createHash('sha256').update(whole).digest('hex');

/** Tells how far it was read. */
function piecesOf(bytes: Buffer, pieceInBytes = 10_000) {
  let read = 0;
  const source = Readable.from(
    (function* () {
      for (; read < bytes.length; read += pieceInBytes) yield bytes.subarray(read, read + pieceInBytes);
    })(),
  );
  return { source, readInBytes: () => read };
}

describe('bytes that are read once for several', () => {
  it('reach each as a whole, and are hashed on the way', async () => {
    const { source } = piecesOf(whole);
    const { outcomes, ...found } = await readOnce<[Buffer, Buffer]>(source, signal, [buffer, buffer]);
    expect(found).toEqual({ sizeInBytes: whole.length, sha256 });
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.equals(whole))).toEqual([
      true,
      true,
    ]);
  });

  it('go on for the others where one fails or has seen enough', async () => {
    const { source } = piecesOf(whole);
    const fails = async (bytes: Readable): Promise<never> => {
      for await (const _ of bytes) throw new Error('no more');
      throw new Error('nothing came');
    };
    const { outcomes, ...found } = await readOnce<[Buffer, never, string]>(source, signal, [
      buffer,
      fails,
      async () => 'enough',
    ]);
    expect(found.sha256).toBe(sha256);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  // The mutant: `allSettled` asked for when all was read; a rejection that nobody hears until then ends the process.
  it('are not waited for by one who fails at once', async () => {
    const slow = Readable.from(
      (async function* () {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield whole;
      })(),
    );
    const fails = () => Promise.reject(new Error('nobody there'));
    const { outcomes } = await readOnce<[Buffer, never]>(slow, signal, [buffer, fails]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  // Fails when `passOn` does not wait for the write.
  it('come no faster than the slowest takes them', async () => {
    const { source, readInBytes } = piecesOf(whole);
    let takeNext = (): void => undefined;
    const slow = async (bytes: Readable): Promise<number> => {
      let taken = 0;
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        taken += chunk.length;
        expect(readInBytes() - taken).toBeLessThan(200_000);
        await new Promise<void>((resolve) => {
          takeNext = resolve;
          setImmediate(() => takeNext());
        });
      }
      return taken;
    };
    const { outcomes } = await readOnce<[Buffer, number]>(source, signal, [buffer, slow]);
    expect(outcomes[1]).toEqual({ status: 'fulfilled', value: whole.length });
  });

  it('that break off are nobody’s whole', async () => {
    const { source } = piecesOf(whole);
    const seen: string[] = [];
    const consume = async (bytes: Readable): Promise<void> => {
      try {
        await buffer(bytes);
      } catch (error) {
        seen.push(error instanceof Error ? error.message : '');
        throw error;
      }
    };
    source.once('data', () => source.destroy(new Error('the store broke off')));
    await expect(readOnce<[void]>(source, signal, [consume])).rejects.toThrow('the store broke off');
    expect(seen).toEqual(['the store broke off']);
  });

  it('are let go of when whoever asked gives up', async () => {
    const giveUp = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (;;) yield await Promise.resolve(Buffer.alloc(1_000));
      })(),
    );
    const consume = async (bytes: Readable): Promise<number> => {
      let taken = 0;
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        taken += chunk.length;
        if (taken > 10_000) giveUp.abort();
      }
      return taken;
    };
    await expect(readOnce<[number]>(endless, giveUp.signal, [consume])).rejects.toThrow('stopped');
  });
});
