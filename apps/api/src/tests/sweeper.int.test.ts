import { randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import type { UploadAnswer } from '@portal/contract/documents';
import { pino } from 'pino';
import { composeUnwatchedLists } from './unwatched-lists.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeDocuments, type DocumentsPart } from '../compose-documents.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { composeFiles } from '../compose-files.ts';
import {
  filePart,
  form,
  keptBy,
  openConnection,
  pageHeaders,
  pdfOfSize,
  pdfSaying,
  requestHead,
} from '@portal/testing/upload-tools';

const minuteMs = 60_000;

let portal: TestPortal;
let client: SignedInClient;
let postgres: Postgres;
let documents: DocumentsPart;
let time = Date.now();

beforeAll(async () => {
  const now = () => new Date(time);
  portal = await startTestPortal({ now });
  client = await signedInClient(portal);
  postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
  documents = composeDocuments(portal.config, {
    postgres,
    stores: await composeFiles(portal.config, { now }),
    lists: await composeUnwatchedLists(portal.config, postgres),
    limitUploads: (_request, _response, next) => next(),
    holdSlot: (_recordId, work) => work(),
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(),
    now,
  });
});
afterAll(async () => {
  await documents.close();
  await postgres.close();
  await portal.stop();
});

/** Sessions end when the clock is moved that far. */
async function signInAgain(): Promise<void> {
  client = await signedInClient(portal, client.address);
}

const store = async () => createDiskDocumentFiles({ folder: join(portal.config.dataFolder, 'documents') });

async function viewer(): Promise<{ recordId: string; userId: string }> {
  const [row] = await askDatabase(portal.database, 'select record_id, user_id from record_access where user_id = $1', [
    client.session.user.id,
  ]);
  return { recordId: String(row?.['record_id']), userId: String(row?.['user_id']) };
}

/** What stands there when the process dies after the bytes and before the commit. */
async function crashAfterTheBytes(): Promise<void> {
  const { recordId, userId } = await viewer();
  const documentId = newId();
  const storageKey = `documents/${recordId}/${documentId}/0123456789abcdef`;
  await postgres.transaction(async (transaction) =>
    createPostgresDocuments(transaction).reserve({
      documentId,
      recordId,
      uploadedBy: userId,
      storageKey,
      fileName: 'scan.pdf',
      announcedSizeInBytes: 1000,
      quotaInBytes: 1_000_000,
      createdAt: new Date(time),
      deadline: new Date(time + 60 * minuteMs),
    }),
  );
  await (await store()).write(storageKey, Readable.from([pdfSaying('crashed')]), { fileName: 'scan.pdf' });
}

/** What stands there when the process dies while the bytes come. */
async function crashDuringTheBytes(): Promise<void> {
  const half = join(portal.config.dataFolder, 'documents', 'incoming', randomUUID());
  await writeFile(half, '%PDF-');
  await utimes(half, new Date(time), new Date(time));
}

describe('the sweeper', () => {
  it('removes within the hour what a crash left, and nothing that is alive or kept', async () => {
    const { document } = (await client.post('/documents').attach('file', pdfSaying('kept'), 'kept.pdf').expect(201))
      .body as UploadAnswer;
    await crashAfterTheBytes();
    await crashDuringTheBytes();
    expect(await keptBy(portal)).toEqual({ documents: 2, uploading: 1, notes: 1, files: 3 });
    time += 59 * minuteMs;
    expect(await documents.sweep()).toEqual({ files: 0, leftovers: 0 });
    time += 2 * minuteMs;
    expect(await documents.sweep()).toEqual({ files: 1, leftovers: 1 });
    await signInAgain();
    expect(await keptBy(portal)).toEqual({ documents: 1, uploading: 0, notes: 0, files: 1 });
    const { body } = await client.get('/documents').expect(200);
    expect(body).toMatchObject({ items: [{ id: document.id }], total: 1 });
    const link = (await client.get(`/documents/${document.id}/content`).expect(302)).headers['location']!;
    await client.agent.get(link).expect(200);
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
  });

  it('removes the bytes of a deleted document that a crash left', async () => {
    const { document } = (
      await client.post('/documents').attach('file', pdfSaying('half deleted'), 'a.pdf').expect(201)
    ).body as UploadAnswer;
    const { recordId } = await viewer();
    await postgres.transaction(async (transaction) =>
      createPostgresDocuments(transaction).remove(recordId, document.id, new Date(time)),
    );
    expect(await keptBy(portal)).toMatchObject({ documents: 0, notes: 1, files: 1 });
    expect(await documents.sweep()).toMatchObject({ files: 1 });
    expect(await keptBy(portal)).toMatchObject({ documents: 0, notes: 0, files: 0 });
  });

  it('takes an upload that stood still too long: finishing it is told to begin again, and nothing is kept', async () => {
    await signInAgain();
    const body = form(filePart(pdfOfSize(200_000)));
    const { socket, answer } = openConnection(portal);
    const headers = { ...(await pageHeaders(portal, client)), Connection: 'close', 'Content-Length': body.length };
    socket.write(Buffer.concat([requestHead(headers), body.subarray(0, 100_000)]));
    await expect.poll(() => keptBy(portal)).toMatchObject({ uploading: 1, files: 1 });
    time += 61 * minuteMs;
    expect(await documents.sweep()).toMatchObject({ files: 1 });
    socket.write(body.subarray(100_000));
    const { status, body: problem } = await answer;
    // The session, too, has stood still for an hour by now; what counts was asked at the beginning.
    expect([status, JSON.parse(problem)]).toMatchObject([400, { code: 'upload_interrupted' }]);
    expect(await keptBy(portal)).toEqual({ documents: 0, uploading: 0, notes: 0, files: 0 });
  });
});

describe('the trash', () => {
  it('gives a document up for good after 30 days, with its bytes, and writes it down', async () => {
    await signInAgain();
    const add = async (words: string) =>
      ((await client.post('/documents').attach('file', pdfSaying(words), 'a.pdf').expect(201)).body as UploadAnswer)
        .document.id;
    const [old, restored, kept] = [await add('old'), await add('restored'), await add('kept')];
    for (const id of [old, restored]) await client.delete(`/documents/${id}`).expect(204);
    await client.post(`/documents/${restored}/restore`).expect(200);

    time += 30 * 24 * 60 * minuteMs - minuteMs;
    expect(await documents.emptyTrash()).toBe(0);
    time += 2 * minuteMs;
    await signInAgain();
    await client.delete(`/documents/${kept}`).expect(204);
    expect(await documents.emptyTrash()).toBe(1);
    expect(await documents.sweep()).toMatchObject({ files: 1 });

    expect(await keptBy(portal)).toEqual({ documents: 2, uploading: 0, notes: 0, files: 2 });
    await client.get(`/documents/${old}`).expect(404);
    await client.get(`/documents/${kept}`).expect(200);
    expect(
      await askDatabase(
        portal.database,
        `select actor_type, outcome from activity where document_id = $1 and action = 'document_deleted'`,
        [old],
      ),
    ).toEqual([{ actor_type: 'system', outcome: 'done' }]);
  });
});
