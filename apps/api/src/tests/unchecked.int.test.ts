import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskDocumentLinks } from '@portal/adapters/disk/document-links.disk';
import { createDiskStoredObjects } from '@portal/adapters/disk/stored-objects.disk';
import { createMemoryDocumentFiles } from '@portal/adapters/memory/document-files.memory';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import type { Document, DocumentList, UploadAnswer } from '@portal/contract/documents';
import { nothingVerified } from '@portal/core/storage/verify-storage';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { filesOf, pdfSaying, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { checkNow, countJobs, runScheduled } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeStorageMove, composeStorageVerification, type ManagedStore } from '../compose-storage.ts';

const minuteMs = 60_000;

/** Everything else that touches bytes goes on meanwhile. */
describe('what nobody has checked yet, because no worker runs', () => {
  let time = Date.now();
  let portal: TestPortal;
  let client: SignedInClient;
  let postgres: Postgres;
  let disk: ManagedStore;
  let waiting: Document;

  beforeAll(async () => {
    portal = await startTestPortal({ works: false, now: () => new Date(time) });
    postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
    const folder = join(portal.config.dataFolder, 'documents');
    const objects = createDiskStoredObjects({ folder });
    disk = { name: 'disk', files: await createDiskDocumentFiles({ folder }), objects };
    client = await signedInClient(portal);
    waiting = await send('waiting');
  });
  afterAll(async () => {
    await postgres.close();
    await portal.stop();
  });

  const send = async (words: string): Promise<Document> =>
    ((await sendPdf(client, pdfSaying(words)).expect(201)).body as UploadAnswer).document;
  const find = async (id: string): Promise<Document> =>
    ((await client.get(`/documents/${id}`).expect(200)).body as { document: Document }).document;

  async function viewerOf(id: string) {
    const [row] = await askDatabase(portal.database, 'select record_id, storage_key from documents where id = $1', [
      id,
    ]);
    return { recordId: String(row?.['record_id']), storageKey: String(row?.['storage_key']) };
  }

  function verify(repair: boolean) {
    const stores = { current: disk, former: undefined };
    const { verifyStorage } = composeStorageVerification({ postgres, stores, now: () => new Date(time) });
    return verifyStorage({
      quick: false,
      repair,
      from: nothingVerified,
      signal: new AbortController().signal,
      onBytes: () => undefined,
      onStep: () => Promise.resolve(),
    });
  }

  it('stands in the list, and says that it is being checked', async () => {
    expect(waiting).toMatchObject({ state: 'processing', checkResult: null, checkedAt: null, pageCount: null });
    const { items } = (await client.get('/documents').expect(200)).body as DocumentList;
    expect(items).toMatchObject([{ id: waiting.id, state: 'processing', hasThumbnail: false }]);
  });

  // Fails when `whyNotOpen` lets `processing` through, and without its call in open-document.ts or deliver-document.ts.
  it('row 26: is not opened: not to be read, not to be kept, no picture of it, and by no link however signed', async () => {
    for (const path of ['content', 'content?disposition=attachment', 'thumbnail']) {
      const refusal = await client.get(`/documents/${waiting.id}/${path}`).expect(409);
      expect([path, refusal.body]).toMatchObject([path, { code: 'document_not_checked_yet' }]);
    }
    const links = createDiskDocumentLinks({ signingKey: portal.config.urlSigningKey, now: () => new Date(time) });
    const link = { ...(await viewerOf(waiting.id)), documentId: waiting.id, disposition: 'inline' as const };
    await client.agent.get(await links.create(link, minuteMs)).expect(409);
  });

  it('is compared with its bytes as everything else is, and closed where they are gone', async () => {
    expect(await verify(false)).toMatchObject({ documents: 1, disagreements: [] });
    const lost = await send('whose bytes are lost');
    const { storageKey } = await viewerOf(lost.id);
    const place = disk.objects.placeOf(storageKey);
    const [path] = (await filesOf(portal)).filter((file) => file.endsWith(place));
    await rm(path!);
    const { disagreements } = await verify(true);
    expect(disagreements).toMatchObject([{ what: 'bytes_missing', documentId: lost.id, isRepaired: true }]);
    expect(await find(lost.id)).toMatchObject({ state: 'refused', checkResult: 'damaged' });
    expect(await checkNow(portal, lost.id)).toEqual({ outcome: 'done' });
    expect(await find(lost.id)).toMatchObject({ state: 'refused', checkResult: 'damaged' });
    await client.delete(`/documents/${lost.id}?permanently=true`).expect(204);
  });

  it('moves to another store and back', async () => {
    const files = createMemoryDocumentFiles();
    const memory: ManagedStore = { name: 'memory', files, objects: files };
    const pending = new Map<string, { id: string; storageKey: string }>();
    const journal = {
      begin: async (document: { id: string; storageKey: string }) => void pending.set(document.id, document),
      end: async ({ id }: { id: string }) => void pending.delete(id),
      pending: async () => [...pending.values()],
    };
    for (const stores of [
      { current: memory, former: disk },
      { current: disk, former: memory },
    ]) {
      const surroundings = { postgres, stores, now: () => new Date(time) };
      const { moveStorage } = composeStorageMove(surroundings, journal, { formerStaysForMs: 0 });
      const signal = new AbortController().signal;
      const moved = await moveStorage({ signal, onBytes: () => undefined, onStep: () => undefined });
      expect(moved).toMatchObject({ moved: 1, wrong: [], leftInFormer: 0 });
    }
    expect(await find(waiting.id)).toMatchObject({ state: 'processing' });
  });

  // Fails when finish_documents leaves the note of the unfinished file, or the sweeper takes files of any state.
  it('is nothing that the sweeper takes, is asked for again after an hour, and is ready when a worker is there', async () => {
    time += 3 * 24 * 60 * minuteMs;
    await runScheduled(portal, 'clean_up');
    expect(await filesOf(portal)).toHaveLength(1);
    client = await signedInClient(portal, client.address);
    expect(await find(waiting.id)).toMatchObject({ state: 'processing' });
    await askDatabase(portal.database, `delete from job_outbox where kind = 'check_document'`);
    await runScheduled(portal, 'requeue_stuck');
    expect(await countJobs(portal, 'check_document')).toBe(1);
    await portal.worker.start();
    expect(await untilChecked(client, waiting.id)).toMatchObject({ state: 'ready' });
    await client.get(`/documents/${waiting.id}/content`).expect(302);
  });
});
