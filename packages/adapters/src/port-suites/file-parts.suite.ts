import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { BegunFile, DeclaredPart, FilePartsPort, PartToSend } from '@portal/core/uploads/file-parts.port';
import { partNumbersOf, sizeOfPart } from '@portal/core/uploads/upload-policy';
import { beforeEach, describe, expect, it } from 'vitest';
import { newStorageKey } from './document-files.suite.ts';
import { itWhere } from './it-where.ts';

export type FilePartsHarness = {
  parts: FilePartsPort;
  /** Of the same store. */
  files: DocumentFilesPort;
  /** How much is in the store: 0 when nothing is, neither whole nor in parts. */
  countStored: () => Promise<number>;
};

export type FilePartsOptions = {
  /** All parts but the last one have it; S3 takes none that is smaller than 5 MiB. */
  partSizeInBytes: number;
  /** False for a stand-in that cannot tell which parts are there. */
  listsParts: boolean;
  /** False for a stand-in that does not compare a part with its SHA-256. */
  checksParts: boolean;
};

const linkLifetimeMs = 60_000;
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What every store promises of files that come in parts. */
export function describeFileParts(
  name: string,
  create: () => Promise<FilePartsHarness>,
  { partSizeInBytes, listsParts, checksParts }: FilePartsOptions,
): void {
  describe(`file parts: ${name}`, () => {
    let harness: FilePartsHarness;
    let parts: FilePartsPort;
    beforeEach(async () => {
      harness = await create();
      ({ parts } = harness);
    });

    type Sample = { file: BegunFile; bytes: Buffer; declared: DeclaredPart[]; pieceOf: (number: number) => Buffer };

    /** Begun, with two parts and a bit. */
    async function begin(sizeInBytes = 2 * partSizeInBytes + 7): Promise<Sample> {
      const planned = { storageKey: newStorageKey(), sizeInBytes, partSizeInBytes, fileName: 'Büro "scan".pdf' };
      const bytes = randomBytes(sizeInBytes);
      const pieceOf = (number: number) => bytes.subarray((number - 1) * partSizeInBytes, number * partSizeInBytes);
      const declared = partNumbersOf(planned).map((number) => ({ number, sha256: sha256Of(pieceOf(number)) }));
      return { file: { ...planned, ...(await parts.begin(planned)) }, bytes, declared, pieceOf };
    }

    const partOf = ({ file, declared }: Sample, number: number): PartToSend => ({
      ...file,
      ...declared[number - 1]!,
      sizeOfPartInBytes: sizeOfPart(file, number)!,
    });

    /** As its sender does: to the store itself where it takes parts, else through the portal. */
    async function send(sample: Sample, number: number, bytes = sample.pieceOf(number)): Promise<boolean> {
      const part = partOf(sample, number);
      const address = await parts.sign(part, linkLifetimeMs);
      if (address) {
        const body = new Uint8Array(bytes);
        return (await fetch(address.url, { method: 'PUT', headers: address.headers, body })).ok;
      }
      const [written] = await Promise.allSettled([parts.writePart(part, Readable.from([bytes]))]);
      if (written.status === 'rejected') expect(written.reason).toMatchObject({ code: 'digest_mismatch' });
      return written.status === 'fulfilled';
    }

    const numbersOf = async (file: BegunFile) =>
      (await parts.listParts(file)).map(({ number }) => number).toSorted((a, b) => a - b);
    const readAll = async (key: string) => {
      const reading = await harness.files.read(key);
      return reading && buffer(reading.bytes);
    };

    it('makes one file of parts that came in any order, and some twice', async () => {
      const sample = await begin();
      for (const number of [3, 1, 2, 1]) expect(await send(sample, number)).toBe(true);
      expect(await harness.files.stat(sample.file.storageKey)).toBeUndefined();
      await parts.complete(sample.file, sample.declared);
      expect(await harness.files.stat(sample.file.storageKey)).toEqual({ sizeInBytes: sample.bytes.length });
      expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
    });

    it('makes a file of one part that is smaller than a part', async () => {
      const sample = await begin(11);
      expect(await send(sample, 1)).toBe(true);
      await parts.complete(sample.file, sample.declared);
      expect(await readAll(sample.file.storageKey)).toEqual(sample.bytes);
    });

    itWhere(listsParts)('knows which parts are there, with their sizes', async () => {
      const sample = await begin();
      expect(await numbersOf(sample.file)).toEqual([]);
      await send(sample, 3);
      await send(sample, 2);
      const listed = await parts.listParts(sample.file);
      expect(listed.toSorted((a, b) => a.number - b.number)).toEqual([
        { number: 2, sizeInBytes: partSizeInBytes },
        { number: 3, sizeInBytes: 7 },
      ]);
    });

    itWhere(listsParts)('is not whole while a part is missing, and is when it came', async () => {
      const sample = await begin();
      await send(sample, 1);
      await send(sample, 3);
      await expect(parts.complete(sample.file, sample.declared)).rejects.toMatchObject({ code: 'upload_incomplete' });
      expect(await harness.files.stat(sample.file.storageKey)).toBeUndefined();
      await send(sample, 2);
      await parts.complete(sample.file, sample.declared);
      expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
    });

    it('completes once and again, one after the other and at the same time', async () => {
      const sample = await begin();
      for (const number of [1, 2, 3]) await send(sample, number);
      const complete = () => parts.complete(sample.file, sample.declared);
      await Promise.all([complete(), complete(), complete()]);
      await complete();
      expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
      if (listsParts) expect(await numbersOf(sample.file)).toEqual([]);
      await harness.files.remove(sample.file.storageKey);
      expect(await harness.countStored()).toBe(0);
    });

    itWhere(checksParts)('takes no other bytes than those that were announced', async () => {
      const sample = await begin();
      const flipped = Buffer.from(sample.pieceOf(1));
      flipped[5] = flipped[5]! ^ 1;
      expect(await send(sample, 1, flipped)).toBe(false);
      if (listsParts) expect(await numbersOf(sample.file)).toEqual([]);
      expect(await send(sample, 1)).toBe(true);
    });

    it('removing the file takes the parts that came of it', async () => {
      const sample = await begin();
      await send(sample, 1);
      await harness.files.remove(sample.file.storageKey);
      await harness.files.remove(sample.file.storageKey);
      expect(await harness.countStored()).toBe(0);
      if (listsParts) expect(await numbersOf(sample.file)).toEqual([]);
    });

    itWhere(listsParts)('knows nothing of a file that was never begun', async () => {
      const { file } = await begin();
      expect(await numbersOf({ ...file, storageKey: newStorageKey() })).toEqual([]);
      await harness.files.remove(file.storageKey);
    });

    it('sweeping what died long ago touches no upload that is under way', async () => {
      const sample = await begin();
      for (const number of [1, 2]) await send(sample, number);
      await harness.files.removeLeftovers(new Date(Date.now() + 3_600_000));
      expect(await send(sample, 3)).toBe(true);
      await parts.complete(sample.file, sample.declared);
      expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
    });

    describe('that come through the portal', () => {
      const throughPortal = async (sample: Sample, number: number) =>
        (await parts.sign(partOf(sample, number), linkLifetimeMs)) === undefined;

      it('leave nothing of a stream that fails or ends early', async () => {
        const sample = await begin();
        if (!(await throughPortal(sample, 1))) return;
        for (const error of [new Error('the line broke'), undefined]) {
          const bytes = new PassThrough();
          const writing = parts.writePart(partOf(sample, 1), bytes);
          bytes.write(sample.pieceOf(1).subarray(0, 500));
          await nextTurn();
          bytes.destroy(error);
          await expect(writing).rejects.toThrow(error?.message ?? 'Premature close');
        }
        expect(await numbersOf(sample.file)).toEqual([]);
        expect(await send(sample, 1)).toBe(true);
      });

      it('are of their size, not a byte more or less', async () => {
        const sample = await begin();
        if (!(await throughPortal(sample, 1))) return;
        const piece = sample.pieceOf(1);
        for (const wrong of [piece.subarray(1), Buffer.concat([piece, Buffer.from('x')])]) {
          const writing = parts.writePart(partOf(sample, 1), Readable.from([wrong]));
          await expect(writing).rejects.toMatchObject({ code: 'digest_mismatch' });
        }
        await send(sample, 2);
        await send(sample, 3);
        await send(sample, 1);
        await parts.complete(sample.file, sample.declared);
        expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
      });

      it('stay as they are when they come again', async () => {
        const sample = await begin(1000);
        if (!(await throughPortal(sample, 1))) return;
        await send(sample, 1);
        const other = randomBytes(1000);
        await parts.writePart({ ...partOf(sample, 1), sha256: sha256Of(other) }, Readable.from([other]));
        await parts.complete(sample.file, sample.declared);
        expect((await readAll(sample.file.storageKey))?.equals(sample.bytes)).toBe(true);
      });

      it('stop when they are told to', async () => {
        const sample = await begin();
        if (!(await throughPortal(sample, 1))) return;
        const aborted = parts.writePart(partOf(sample, 1), Readable.from([sample.pieceOf(1)]), AbortSignal.abort());
        await expect(aborted).rejects.toThrow('abort');
        expect(await numbersOf(sample.file)).toEqual([]);
      });

      it('of an upload that was given up meanwhile are not kept', async () => {
        const sample = await begin();
        if (!(await throughPortal(sample, 1))) return;
        const bytes = new PassThrough();
        const settled = Promise.allSettled([parts.writePart(partOf(sample, 1), bytes)]);
        bytes.write(sample.pieceOf(1).subarray(0, 500));
        await nextTurn();
        await harness.files.remove(sample.file.storageKey);
        bytes.end(sample.pieceOf(1).subarray(500));
        expect(await settled).toMatchObject([{ reason: { code: 'upload_not_found' } }]);
        expect(await harness.countStored()).toBe(0);
      });
    });
  });
}
