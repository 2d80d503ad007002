import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskScratch } from './scratch.disk.ts';

const { signal } = new AbortController();
// Above what Linux gives to a process.
const [deadPid, otherDeadPid] = [2 ** 22 + 1, 2 ** 22 + 2];

describe('copies of documents that are looked into', () => {
  let parentFolder: string;
  beforeEach(async () => {
    parentFolder = await mkdtemp(join(tmpdir(), 'portal-scratch-'));
  });
  afterEach(() => rm(parentFolder, { recursive: true }));

  it('are gone when they were removed, and when the worker ends', async () => {
    const scratch = await createDiskScratch({ parentFolder });
    const kept = await scratch.keep(Readable.from([Buffer.from('%PDF-')]), { signal });
    expect(await readdir(scratch.folder)).toHaveLength(1);
    await kept.remove();
    expect(await readdir(scratch.folder)).toEqual([]);
    await scratch.keep(Readable.from([Buffer.from('%PDF-')]), { signal });
    await scratch.close();
    expect(await readdir(parentFolder)).toEqual([]);
  });

  it('that a worker left which died go when the next one starts, those of one that may live stay', async () => {
    const [dead, young, alive] = [`portal-worker-${deadPid}-1`, `portal-worker-${otherDeadPid}-1`, `portal-worker-1-1`];
    for (const name of [dead, young, alive]) await mkdir(join(parentFolder, name));
    const longAgo = new Date(Date.now() - 4 * 60 * 60 * 1000);
    for (const name of [dead, alive]) await utimes(join(parentFolder, name), longAgo, longAgo);
    const scratch = await createDiskScratch({ parentFolder });
    expect(new Set(await readdir(parentFolder))).toEqual(
      new Set([young, alive, scratch.folder.slice(parentFolder.length + 1)]),
    );
  });

  it('that breaks off leaves nothing', async () => {
    const scratch = await createDiskScratch({ parentFolder });
    const broken = Readable.from(
      (async function* () {
        yield await Promise.resolve(Buffer.from('%PDF-'));
        throw new Error('the store broke off');
      })(),
    );
    await expect(scratch.keep(broken, { signal })).rejects.toThrow('the store broke off');
    expect(await readdir(scratch.folder)).toEqual([]);
  });
});
