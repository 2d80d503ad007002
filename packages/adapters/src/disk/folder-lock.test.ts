import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder belongs to one process at a time', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_folder_in_use', pid: process.pid });
  await lock.release();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('of many that ask at the same moment one gets it', async () => {
  await writeFile(join(folder, 'portal.lock'), '{"pid":4194305,"start":"1"}');
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each([
  ['a process that is gone', '{"pid":4194305,"start":"123"}'],
  ['another process that was given the same id', `{"pid":${process.pid},"start":"1"}`],
  ['nobody, because the disk was full', ''],
])('the lock of %s is taken over', async (_who, content) => {
  await writeFile(join(folder, 'portal.lock'), content);
  await (await lockFolder(folder)).release();
});
