import { randomBytes, createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { describeFileParts } from '../port-suites/file-parts.suite.ts';
import { createDiskDocumentFiles } from './document-files.disk.ts';
import { createDiskFileParts } from './file-parts.disk.ts';

const folders: string[] = [];

async function newStore() {
  const folder = await mkdtemp(join(tmpdir(), 'file-parts-'));
  folders.push(folder);
  return {
    folder,
    files: await createDiskDocumentFiles({ folder }),
    parts: await createDiskFileParts({ folder }),
    countStored: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    },
  };
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describeFileParts('disk', newStore, { partSizeInBytes: 100_000, listsParts: true, checksParts: true });

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('parts on disk', () => {
  const sizeInBytes = 20_000;
  const partSizeInBytes = 10_000;

  it('lie where nobody else can read them, and no byte of them is copied', async () => {
    const { folder, parts, files } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes, partSizeInBytes, fileName: 'a.pdf' };
    const file = { ...planned, ...(await parts.begin(planned)) };
    const bytes = randomBytes(sizeInBytes);
    const declared = [1, 2].map((number) => ({
      number,
      sha256: sha256Of(bytes.subarray((number - 1) * partSizeInBytes, number * partSizeInBytes)),
    }));
    for (const { number, sha256 } of declared) {
      const piece = bytes.subarray((number - 1) * partSizeInBytes, number * partSizeInBytes);
      await parts.writePart({ ...file, number, sha256, sizeOfPartInBytes: partSizeInBytes }, Readable.from([piece]));
    }
    const [name] = await readdir(join(folder, 'parts'));
    const before = await stat(join(folder, 'parts', name!, 'bytes'));
    expect([before.mode & 0o777, (await stat(join(folder, 'parts', name!))).mode & 0o777]).toEqual([0o600, 0o700]);
    await parts.complete(file, declared);
    const [kept] = (await readdir(join(folder, 'kept'), { recursive: true })).filter((path) => path.length > 60);
    expect((await stat(join(folder, 'kept', kept!))).ino).toBe(before.ino);
    expect(await readdir(join(folder, 'parts'))).toEqual([]);
    expect(await files.stat(file.storageKey)).toEqual({ sizeInBytes });
  });

  // The mutant: the comparison with `sizeInBytes` before the bytes are written out of write-part.ts.
  it('that have more bytes than they may have leave their neighbour alone', async () => {
    const { parts, files } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes: 2000, partSizeInBytes: 1000, fileName: 'a.pdf' };
    const file = { ...planned, ...(await parts.begin(planned)) };
    const bytes = randomBytes(2000);
    const partOf = (number: number) => {
      const piece = bytes.subarray((number - 1) * 1000, number * 1000);
      return { piece, part: { ...file, number, sha256: sha256Of(piece), sizeOfPartInBytes: 1000 } };
    };
    const [first, second] = [partOf(1), partOf(2)];
    await parts.writePart(second.part, Readable.from([second.piece]));
    const longer = Readable.from([first.piece, Buffer.alloc(500, 'x')]);
    await expect(parts.writePart(first.part, longer)).rejects.toThrow('digest_mismatch');
    await parts.writePart(first.part, Readable.from([first.piece]));
    await parts.complete(file, [first.part, second.part]);
    const reading = await files.read(file.storageKey);
    expect(Buffer.concat(await reading!.bytes.toArray()).equals(bytes)).toBe(true);
  });

  // The mutant: `stat` out of write-part.ts.
  it('that came to another process leave the document alone, whoever still sends them here', async () => {
    const { folder, parts, files } = await newStore();
    const elsewhere = await createDiskFileParts({ folder });
    const planned = { storageKey: newStorageKey(), sizeInBytes: 1000, partSizeInBytes: 1000, fileName: 'a.pdf' };
    const file = { ...planned, ...(await parts.begin(planned)) };
    const bytes = randomBytes(1000);
    const part = { ...file, number: 1, sha256: sha256Of(bytes), sizeOfPartInBytes: 1000 };
    const slow = new PassThrough();
    const late = parts.writePart(part, slow);
    const [name] = await readdir(join(folder, 'parts'));
    slow.write(Buffer.alloc(400, 'x'));
    const begun = async () => (await readFile(join(folder, 'parts', name!, 'bytes'))).includes('xxxx');
    await expect.poll(begun).toBe(true);
    await elsewhere.writePart(part, Readable.from([bytes]));
    await elsewhere.complete(file, [{ number: 1, sha256: part.sha256 }]);
    slow.end(Buffer.alloc(600, 'x'));
    await expect(late).rejects.toThrow('upload_not_found');
    const reading = await files.read(file.storageKey);
    expect(Buffer.concat(await reading!.bytes.toArray()).equals(bytes)).toBe(true);
  });

  // The mutant: `inTurn` out of file-parts.disk.ts.
  it('of one number come one after the other: what is there is not written over by one that breaks off', async () => {
    const { folder, parts, files } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes: 1000, partSizeInBytes: 1000, fileName: 'a.pdf' };
    const file = { ...planned, ...(await parts.begin(planned)) };
    const bytes = randomBytes(1000);
    const part = { ...file, number: 1, sha256: sha256Of(bytes), sizeOfPartInBytes: 1000 };
    const slow = new PassThrough();
    const broken = parts.writePart(part, slow);
    const [name] = await readdir(join(folder, 'parts'));
    const onDisk = () => readFile(join(folder, 'parts', name!, 'bytes'));
    const sendSlowly = async (start: number) => {
      const piece = Buffer.alloc(400, 'x');
      slow.write(piece);
      await expect.poll(async () => (await onDisk()).subarray(start, start + 400).equals(piece)).toBe(true);
    };
    await sendSlowly(0);
    const whole = parts.writePart(part, Readable.from([bytes]));
    // Long enough for a writer that does not wait to be done.
    await Promise.race([whole, wait(300)]);
    await sendSlowly(400);
    slow.destroy(new Error('the line broke'));
    await expect(broken).rejects.toThrow('the line broke');
    await whole;
    await parts.complete(file, [{ number: 1, sha256: part.sha256 }]);
    const reading = await files.read(file.storageKey);
    expect(Buffer.concat(await reading!.bytes.toArray()).equals(bytes)).toBe(true);
  });
});
