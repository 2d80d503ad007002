import { randomBytes } from 'node:crypto';
import { mkdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskStoredObjects } from '@portal/adapters/disk/stored-objects.disk';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import { nothingVerified, type StorageVerification } from '@portal/core/storage/verify-storage';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument, filesOf, keptBy } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeStorageVerification } from '../compose-storage.ts';

let portal: TestPortal;
let client: SignedInClient;
let postgres: Postgres;
let folder: string;

beforeAll(async () => {
  portal = await startTestPortal();
  client = await signedInClient(portal);
  postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
  folder = join(portal.config.dataFolder, 'documents');
});
afterAll(async () => {
  await postgres.close();
  await portal.stop();
});
beforeEach(async () => {
  await askDatabase(portal.database, 'delete from documents');
  await askDatabase(portal.database, 'delete from unfinished_files');
  for (const file of await filesOf(portal)) await rm(file);
});

async function verify(options: {
  quick?: boolean;
  repair?: boolean;
  from?: StorageVerification;
  onStep?: (state: StorageVerification) => Promise<void>;
  signal?: AbortSignal;
}) {
  const objects = createDiskStoredObjects({ folder });
  const files = await createDiskDocumentFiles({ folder });
  const { verifyStorage } = composeStorageVerification({
    postgres,
    stores: { current: { name: 'disk', files, objects }, former: undefined },
    now: () => new Date(),
  });
  return verifyStorage({
    quick: options.quick ?? false,
    repair: options.repair ?? false,
    from: options.from,
    signal: options.signal ?? new AbortController().signal,
    onBytes: () => undefined,
    onStep: options.onStep ?? (() => Promise.resolve()),
  });
}

async function pathOf(documentId: string): Promise<string> {
  const [row] = await askDatabase(portal.database, 'select storage_key from documents where id = $1', [documentId]);
  const place = createDiskStoredObjects({ folder }).placeOf(String(row?.['storage_key']));
  return join(folder, 'kept', place.slice(0, 2), place.slice(2, 4), place);
}

const longAgo = new Date(Date.now() - 61 * 60_000);

/** Bytes that no row leads to: whole ones and half-written ones. */
async function leaveStrays(lastTouched: Date): Promise<void> {
  const spread = randomBytes(32).toString('hex');
  const inner = join(folder, 'kept', spread.slice(0, 2), spread.slice(2, 4));
  await mkdir(inner, { recursive: true });
  for (const path of [join(inner, spread), join(folder, 'incoming', randomBytes(8).toString('hex'))]) {
    await writeFile(path, 'stray');
    await utimes(path, lastTouched, lastTouched);
  }
}

describe('storage:verify', () => {
  it('finds nothing where rows and bytes agree, trash and uploads under way included', async () => {
    const [document] = [await addDocument(client, 'sound'), await addDocument(client, 'trashed')];
    await client.delete(`/documents/${document.id}`).expect(204);
    await leaveStrays(new Date());
    expect(await verify({})).toMatchObject({ documents: 2, objects: 4, disagreements: [] });
  });

  // The mutants: the comparison of sizes or of hashes out of check-stored-document.ts.
  it('row 24: names bytes that are missing, cut short or changed in one byte, and changes nothing', async () => {
    const missing = await addDocument(client, 'missing');
    const short = await addDocument(client, 'cut short');
    const flipped = await addDocument(client, 'flipped');
    await addDocument(client, 'sound');
    await rm(await pathOf(missing.id));
    await truncate(await pathOf(short.id), 100);
    const path = await pathOf(flipped.id);
    await writeFile(path, Buffer.alloc(flipped.sizeInBytes, 'x'));
    const { documents, disagreements } = await verify({});
    expect(documents).toBe(4);
    expect(disagreements).toMatchObject([
      { what: 'bytes_missing', documentId: missing.id, isRepaired: false },
      { what: 'size_differs', documentId: short.id, isRepaired: false },
      { what: 'hash_differs', documentId: flipped.id, isRepaired: false },
    ]);
    expect((await client.get(`/documents/${missing.id}`).expect(200)).body).toMatchObject({
      document: { state: 'ready' },
    });
    expect(JSON.stringify(disagreements)).not.toContain('scan.pdf');
    const quick = await verify({ quick: true });
    expect(quick.disagreements.map(({ what }) => what)).toEqual(['bytes_missing', 'size_differs']);
  });

  // The mutant: the age guard out of find-strays.ts.
  it('names bytes without a row when an hour has passed, and no younger ones', async () => {
    await addDocument(client, 'sound');
    await leaveStrays(new Date(Date.now() - 59 * 60_000));
    expect((await verify({})).disagreements).toEqual([]);
    await leaveStrays(longAgo);
    expect((await verify({})).disagreements).toMatchObject([
      { what: 'no_row', store: 'disk', kind: 'whole', sizeInBytes: 5 },
      { what: 'no_row', store: 'disk', kind: 'temporary', sizeInBytes: 5 },
    ]);
    expect(await keptBy(portal)).toMatchObject({ documents: 1, files: 5 });
  });

  it('repairs when it is told to: strays go, and nobody opens a document again whose bytes are wrong', async () => {
    const missing = await addDocument(client, 'missing');
    const flipped = await addDocument(client, 'flipped');
    await addDocument(client, 'sound');
    await rm(await pathOf(missing.id));
    await writeFile(await pathOf(flipped.id), Buffer.alloc(flipped.sizeInBytes, 'x'));
    await leaveStrays(longAgo);
    const { disagreements } = await verify({ repair: true });
    expect(disagreements.map(({ what, isRepaired }) => [what, isRepaired])).toEqual([
      ['bytes_missing', true],
      ['hash_differs', true],
      ['no_row', true],
      ['no_row', true],
    ]);
    for (const [{ id }, checkResult] of [
      [missing, 'damaged'],
      [flipped, 'mismatch'],
    ] as const) {
      expect((await client.get(`/documents/${id}`).expect(200)).body).toMatchObject({
        document: { state: 'refused', checkResult },
      });
      const written = await askDatabase(
        portal.database,
        `select actor_type from activity where document_id = $1 and action = 'document_check_failed'`,
        [id],
      );
      expect(written).toEqual([{ actor_type: 'system' }]);
    }
    expect(await keptBy(portal)).toMatchObject({ documents: 3, files: 2 });
    expect((await verify({})).disagreements).toEqual([]);
    // The same file can be sent again.
    await addDocument(client, 'missing');
  });

  it('removes nothing where most of a store is unknown to the database', async () => {
    for (let number = 0; number < 60; number += 1) await leaveStrays(longAgo);
    await expect(verify({ repair: true })).rejects.toThrow('is this its database?');
    expect(await keptBy(portal)).toMatchObject({ files: 120 });
  });

  // The mutant: `requireTheirStores` out of verify-storage.ts.
  it('closes nothing where no document has its bytes: another folder than theirs', async () => {
    const documents = [await addDocument(client, 'first'), await addDocument(client, 'second')];
    for (const { id } of documents) await rm(await pathOf(id));
    await expect(verify({ repair: true })).rejects.toThrow('2 of 2 documents have no bytes here');
    for (const { id } of documents) {
      const { body } = await client.get(`/documents/${id}`).expect(200);
      expect(body).toMatchObject({ document: { state: 'ready' } });
    }
    expect((await verify({})).disagreements).toHaveLength(2);
  });

  it('goes on where it was stopped, and knows what it had found', async () => {
    const [first] = [await addDocument(client, 'first')];
    for (let number = 0; number < 7; number += 1) await addDocument(client, `number ${number}`);
    await rm(await pathOf(first.id));
    const controller = new AbortController();
    let kept = nothingVerified;
    const stopped = verify({
      signal: controller.signal,
      onStep: async (state) => {
        kept = state;
        controller.abort(new Error('stopped'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(kept).toMatchObject({ documents: 4, disagreements: [{ documentId: first.id }] });
    const steps: number[] = [];
    const result = await verify({ from: kept, onStep: async ({ documents }) => void steps.push(documents) });
    expect(steps).toEqual([8, 8]);
    expect(result).toMatchObject({ documents: 8, objects: 7, disagreements: [{ documentId: first.id }] });
  });
});
