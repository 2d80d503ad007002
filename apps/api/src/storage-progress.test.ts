import { describe, expect, it } from 'vitest';
import { createStorageProgress } from './storage-progress.ts';

const mebibyte = 1024 ** 2;

function start(isTTY: boolean, done = { documents: 0, sizeInBytes: 0 }) {
  let time = 0;
  const said: string[] = [];
  const progress = createStorageProgress({
    total: { documents: 4, sizeInBytes: 40 * mebibyte },
    done,
    out: { write: (text) => said.push(text), isTTY },
    now: () => time,
  });
  return { progress, said, pass: (ms: number) => (time += ms) };
}

describe('the progress of a long command', () => {
  it('is a line every few seconds, with what is done, how fast and how long it takes still', () => {
    const { progress, said, pass } = start(false);
    pass(1000);
    progress.addBytes(10 * mebibyte);
    expect(said).toEqual([]);
    pass(4000);
    progress.setDocuments(1);
    expect(said).toEqual(['1 of 4 documents, 10 MB of 40 MB, 2 MB/s, about 15 s left\n']);
  });

  it('changes in place on a terminal, and ends with a line of its own', () => {
    const { progress, said, pass } = start(true);
    pass(250);
    progress.addBytes(mebibyte);
    expect(said[0]).toBe('\r\u001b[K0 of 4 documents, 1 MB of 40 MB, 4 MB/s, about 10 s left');
    progress.setDocuments(4);
    progress.end();
    expect(said.at(-1)).toMatch(/^\r.*4 of 4 documents.*B\/s\n$/);
  });

  it('counts what an earlier run did as done, not as fast', () => {
    const { progress, said, pass } = start(false, { documents: 2, sizeInBytes: 20 * mebibyte });
    pass(10_000);
    progress.addBytes(10 * mebibyte);
    expect(said[0]).toContain('2 of 4 documents, 30 MB of 40 MB, 1 MB/s, about 10 s left');
  });
});
