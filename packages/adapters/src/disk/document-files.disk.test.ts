import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { describeDocumentFiles, newStorageKey } from '../port-suites/document-files.suite.ts';
import { createDiskDocumentFiles } from './document-files.disk.ts';

const folders: string[] = [];
const named = { fileName: 'scan.pdf' };

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'document-files-'));
  folders.push(folder);
  return folder;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describeDocumentFiles('disk', async () => {
  const folder = await newFolder();
  return {
    files: await createDiskDocumentFiles({ folder }),
    countStored: async () => (await filesBelow(folder)).length,
  };
});

describe('document files on disk', () => {
  it('can be read by nobody else, and lie spread over folders', async () => {
    const folder = await newFolder();
    const files = await createDiskDocumentFiles({ folder: join(folder, 'documents') });
    await files.write(newStorageKey(), Readable.from([Buffer.from('x')]), named);
    const [file] = await filesBelow(folder);
    expect((await stat(file!)).mode & 0o777).toBe(0o600);
    expect(file!.slice(folder.length)).toMatch(/^\/documents\/kept\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/);
    for (const part of ['documents', 'documents/kept', 'documents/incoming']) {
      expect((await stat(join(folder, part))).mode & 0o777).toBe(0o700);
    }
  });

  it('shows no file under its key before all bytes are there', async () => {
    const folder = await newFolder();
    const files = await createDiskDocumentFiles({ folder });
    const key = newStorageKey();
    const bytes = new PassThrough();
    const writing = files.write(key, bytes, named);
    bytes.write(Buffer.alloc(200_000));
    await expect.poll(() => filesBelow(folder)).toHaveLength(1);
    expect(await files.stat(key)).toBeUndefined();
    bytes.end();
    await writing;
    expect(await files.stat(key)).toEqual({ sizeInBytes: 200_000 });
  });

  it('takes no more from the sender than it can write', async () => {
    const files = await createDiskDocumentFiles({ folder: await newFolder() });
    let handedOut = 0;
    let mostAhead = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const bytes = new Readable({
      highWaterMark: chunk.length,
      read() {
        handedOut += 1;
        mostAhead = Math.max(mostAhead, bytes.readableLength);
        this.push(handedOut > 200 ? null : chunk);
      },
    });
    await files.write(newStorageKey(), bytes, named);
    expect(mostAhead).toBeLessThanOrEqual(2 * chunk.length);
  });

  it('sweeps what writes that died left behind, and nothing that is still being written', async () => {
    const folder = await newFolder();
    const files = await createDiskDocumentFiles({ folder });
    const key = newStorageKey();
    await files.write(key, Readable.from([Buffer.from('kept')]), named);
    const old = join(folder, 'incoming', 'old');
    await writeFile(old, 'x');
    await utimes(old, new Date(0), new Date(0));
    await writeFile(join(folder, 'incoming', 'young'), 'x');
    expect(await files.removeLeftovers(new Date(Date.now() - 3_600_000))).toBe(1);
    expect(await readdir(join(folder, 'incoming'))).toEqual(['young']);
    expect(await files.stat(key)).toEqual({ sizeInBytes: 4 });
  });

  it('rejects where its folder is gone, and leaves nothing', async () => {
    const folder = await newFolder();
    const files = await createDiskDocumentFiles({ folder });
    await rm(join(folder, 'incoming'), { recursive: true });
    await expect(files.write(newStorageKey(), Readable.from([Buffer.from('x')]), named)).rejects.toThrow('ENOENT');
    expect(await filesBelow(folder)).toEqual([]);
  });
});
