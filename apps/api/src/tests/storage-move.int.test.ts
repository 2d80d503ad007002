import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskStoredObjects } from '@portal/adapters/disk/stored-objects.disk';
import { createMemoryDocumentFiles } from '@portal/adapters/memory/document-files.memory';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { MoveJournal } from '@portal/core/storage/move-document';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument, filesOf, sha256Of } from '@portal/testing/upload-tools';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeStorageMove, type ManagedStore } from '../compose-storage.ts';

/** Documents come in through the portal, onto its disk; the store they move to is looked at past it. */
let portal: TestPortal;
let client: SignedInClient;
let postgres: Postgres;
let disk: ManagedStore;
let memory: ReturnType<typeof createMemoryDocumentFiles>;
let pending: Map<string, { id: string; storageKey: string }>;

const journal: MoveJournal = {
  begin: async ({ id, storageKey }) => void pending.set(id, { id, storageKey }),
  end: async ({ id }) => void pending.delete(id),
  pending: async () => [...pending.values()],
};

async function diskStore(folder: string): Promise<ManagedStore> {
  return {
    name: 'disk',
    files: await createDiskDocumentFiles({ folder }),
    objects: createDiskStoredObjects({ folder }),
  };
}

beforeAll(async () => {
  portal = await startTestPortal();
  postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
  disk = await diskStore(join(portal.config.dataFolder, 'documents'));
});
afterAll(async () => {
  await postgres.close();
  await portal.stop();
});
beforeEach(async () => {
  client = await signedInClient(portal);
  memory = createMemoryDocumentFiles();
  pending = new Map();
});
afterEach(async () => {
  await askDatabase(portal.database, 'delete from documents');
  for (const file of await filesOf(portal)) await rm(file);
});

const inMemory = (files: DocumentFilesPort = memory): ManagedStore => ({ name: 'memory', files, objects: memory });

function move(stores: { current: ManagedStore; former: ManagedStore }, signal = new AbortController().signal) {
  const { moveStorage } = composeStorageMove({ postgres, stores, now: () => new Date() }, journal, {
    formerStaysForMs: 0,
  });
  return moveStorage({ signal, onBytes: () => undefined, onStep: () => undefined });
}

async function keysOf(): Promise<string[]> {
  return (await askDatabase(portal.database, 'select storage_key from documents order by storage_key')).map((row) =>
    String(row['storage_key']),
  );
}

async function hashIn(store: DocumentFilesPort, storageKey: string): Promise<string | undefined> {
  const reading = await store.read(storageKey);
  if (!reading) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of reading.bytes) pieces.push(Buffer.from(piece as Buffer));
  return sha256Of(Buffer.concat(pieces));
}

describe('storage:move', () => {
  it('moves every document there and back, each with its hash, and leaves nothing behind', async () => {
    const documents = [];
    for (let number = 0; number < 12; number += 1) documents.push(await addDocument(client, `moving ${number}`));
    const hashes = new Set(documents.map(({ sha256 }) => sha256));
    const there = { current: inMemory(), former: disk };
    expect(await move(there)).toMatchObject({ moved: 12, documents: 12, wrong: [], leftInFormer: 0 });
    expect(memory.keys().toSorted()).toEqual(await keysOf());
    const inStore = await Promise.all(memory.keys().map((key) => hashIn(memory, key)));
    expect(new Set(inStore)).toEqual(hashes);
    expect(await move(there)).toMatchObject({ moved: 0, leftInFormer: 0 });
    expect(await move({ current: disk, former: inMemory() })).toMatchObject({ moved: 12, leftInFormer: 0 });
    expect(memory.keys()).toEqual([]);
  });

  // The mutant: `takeBackIfDeleted` out of move-document.ts.
  it('leaves nothing of a document that is deleted while it moves', async () => {
    const document = await addDocument(client, 'deleted while it moves');
    const files: DocumentFilesPort = {
      ...memory,
      write: async (storageKey, bytes, about) => {
        const stored = await memory.write(storageKey, bytes, about);
        await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
        return stored;
      },
    };
    expect(await move({ current: inMemory(files), former: disk })).toMatchObject({ moved: 0, leftInFormer: 0 });
    expect(memory.keys()).toEqual([]);
  });

  // The mutant: the second `isWhole`, which reads back, out of move-document.ts.
  it('takes nothing away from the former store that does not read back whole from the current one', async () => {
    await addDocument(client, 'spoiled on the way');
    const [key] = (await keysOf()) as [string];
    const files: DocumentFilesPort = {
      ...memory,
      read: async (storageKey) => {
        const other = createMemoryDocumentFiles();
        await other.write(storageKey, (await memory.read(storageKey))!.bytes.take(0), { fileName: 'x.pdf' });
        return other.read(storageKey);
      },
    };
    await expect(move({ current: inMemory(files), former: disk })).rejects.toThrow('reads back as something else');
    expect(memory.keys()).toEqual([]);
    expect(await disk.files.stat(key)).toBeDefined();
  });

  it('names documents whose bytes are wrong already, and leaves them where they are', async () => {
    const document = await addDocument(client, 'wrong already');
    await addDocument(client, 'right');
    await askDatabase(portal.database, `update documents set sha256 = repeat('0', 64) where id = $1`, [document.id]);
    const moved = await move({ current: inMemory(), former: disk });
    expect(moved).toMatchObject({ moved: 1, wrong: [document.id], leftInFormer: 1 });
    expect(memory.keys()).toHaveLength(1);
  });

  // The mutant: the walk over `journal.pending()` out of move-storage.ts.
  it('goes on after it was killed: what is there already stays, what was half done is done, what was deleted goes', async () => {
    for (let number = 0; number < 5; number += 1) await addDocument(client, `killed ${number}`);
    const [copied, deleted] = (await askDatabase(
      portal.database,
      'select id, storage_key from documents order by id',
    )) as [Record<string, string>, Record<string, string>];
    for (const { id, storage_key: storageKey } of [copied, deleted]) {
      const { bytes } = (await disk.files.read(storageKey!))!;
      await memory.write(storageKey!, bytes, { fileName: 'scan.pdf' });
      await journal.begin({ id: id!, storageKey: storageKey! });
    }
    await client.delete(`/documents/${deleted['id']}?permanently=true`).expect(204);
    expect(await move({ current: inMemory(), former: disk })).toMatchObject({ moved: 4, leftInFormer: 0 });
    expect(memory.keys().toSorted()).toEqual(await keysOf());
    expect(pending.size).toBe(0);
  });

  it('stops when it is told to, loses nothing, and goes on another time', async () => {
    for (let number = 0; number < 20; number += 1) await addDocument(client, `stopped ${number}`);
    const controller = new AbortController();
    const files: DocumentFilesPort = {
      ...memory,
      stat: async (storageKey) => {
        if (memory.keys().length >= 6) controller.abort(new Error('stopped'));
        return memory.stat(storageKey);
      },
    };
    await expect(move({ current: inMemory(files), former: disk }, controller.signal)).rejects.toThrow(/stopped|abort/);
    for (const key of await keysOf()) {
      expect((await hashIn(disk.files, key)) ?? (await hashIn(memory, key))).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(await move({ current: inMemory(), former: disk })).toMatchObject({ leftInFormer: 0 });
    expect(memory.keys().toSorted()).toEqual(await keysOf());
  });

  const stateOf = (id: string, state: string) =>
    askDatabase(portal.database, 'update documents set state = $2 where id = $1', [id, state]);

  // The mutant: `admitIfReady` out of move-document.ts.
  it('has what is ready admitted by the current store, and nothing else', async () => {
    const ready = await addDocument(client, 'ready');
    const blocked = await addDocument(client, 'blocked');
    await stateOf(ready.id, 'ready');
    await stateOf(blocked.id, 'blocked');
    expect(await move({ current: inMemory(), former: disk })).toMatchObject({ moved: 2 });
    const rows = await askDatabase(portal.database, 'select state, storage_key from documents');
    const admitted = rows.filter((row) => memory.isAdmitted(String(row['storage_key'])));
    expect(admitted.map((row) => row['state'])).toEqual(['ready']);
  });

  // The mutant: `admitIfReady` out of move-storage.ts.
  it('has what was checked while it was copied admitted before the former store gives it up', async () => {
    const { id } = await addDocument(client, 'checked while it moves');
    await stateOf(id, 'processing');
    const concluding: MoveJournal = {
      ...journal,
      end: async (document) => {
        await journal.end(document);
        await stateOf(id, 'ready');
      },
    };
    const { moveStorage } = composeStorageMove(
      { postgres, stores: { current: inMemory(), former: disk }, now: () => new Date() },
      concluding,
      { formerStaysForMs: 0 },
    );
    const options = { signal: new AbortController().signal, onBytes: () => undefined, onStep: () => undefined };
    expect(await moveStorage(options)).toMatchObject({ moved: 1, leftInFormer: 0 });
    expect(memory.isAdmitted((await keysOf())[0]!)).toBe(true);
  });

  it('leaves bytes in the former store as long as links to them may be used', async () => {
    await addDocument(client, 'being read');
    let time = 0;
    const { moveStorage } = composeStorageMove(
      { postgres, stores: { current: inMemory(), former: disk }, now: () => new Date(time) },
      journal,
      { formerStaysForMs: 40 },
    );
    const moving = moveStorage({
      signal: new AbortController().signal,
      onBytes: () => undefined,
      onStep: () => undefined,
    });
    await expect.poll(() => memory.keys()).toHaveLength(1);
    const [key] = (await keysOf()) as [string];
    expect(await disk.files.stat(key)).toBeDefined();
    time = 60;
    expect(await moving).toMatchObject({ moved: 1, leftInFormer: 0 });
  });
});
