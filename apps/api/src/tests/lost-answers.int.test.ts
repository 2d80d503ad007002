import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentList, UploadAnswer } from '@portal/contract/documents';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { migrate } from '@portal/adapters/postgres/migrate';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { startPostgresProxy } from '@portal/testing/postgres-proxy';
import { startWorkerProcess } from '@portal/testing/worker-process';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import {
  filePart,
  form,
  openConnection,
  pageHeaders,
  pdfOfSize,
  requestHead,
  sendPdf,
} from '@portal/testing/upload-tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holds } from './crash-phases.ts';
import { verifyADayLater } from './crash-check.ts';

const address = 'unanswered@example.org';

let dataFolder: string;
let api: ApiProcess;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-unanswered-'));
});
afterEach(async () => {
  await api.kill('SIGKILL');
  await rm(dataFolder, { recursive: true, force: true });
});

const list = async (client: SignedInClient) => (await client.get('/documents').expect(200)).body as DocumentList;

describe('an API that is killed after COMMIT and before its answer', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  // The mutants: the key out of `finish_documents`; `idempotencyKeys.add` out of finish-upload.ts, or after its
  // transaction.
  it.each([
    { kept: 'as most are', path: '/api/v1/documents', hold: holds.committedNotAnswered[0] },
    { kept: 'as one more', path: '/api/v1/documents?keepBoth=true', hold: holds.committedNotAnswered[1] },
  ])(
    'row 25: gives the same document, kept $kept, to the same request again: one row, one file',
    async (kept) => {
      const { path, hold } = kept;
      const proxy = await startPostgresProxy(database.applicationUrl);
      const bytes = pdfOfSize(200_000);
      const key = { 'Idempotency-Key': 'the-same-request' };
      const body = form(filePart(bytes));
      api = await startApiProcess({ database: { applicationUrl: proxy.url }, dataFolder });
      const headers = await pageHeaders(api, await signedInClient(api, address));
      const held = proxy.hold(hold);
      const { socket, answer } = openConnection(api);
      socket.write(requestHead({ ...headers, ...key, Connection: 'close', 'Content-Length': body.length }, path));
      socket.write(body);
      await held;
      await api.kill('SIGKILL');
      await proxy.close();
      expect((await answer).status).toBe(0);

      api = await startApiProcess({ database, dataFolder });
      const client = await signedInClient(api, address);
      const [committed] = (await list(client)).items;
      const again = openConnection(api);
      const newHeaders = await pageHeaders(api, client);
      again.socket.write(
        requestHead({ ...newHeaders, ...key, Connection: 'close', 'Content-Length': body.length }, path),
      );
      again.socket.write(body);
      const { status, body: text } = await again.answer;
      expect([200, 201]).toContain(status);
      expect((JSON.parse(text) as UploadAnswer).document.id).toBe(committed!.id);
      expect(await list(client)).toMatchObject({ total: 1 });
      await expect.poll(() => askDatabase(database, 'select * from unfinished_files')).toEqual([]);
      const verification = await verifyADayLater({ database, dataFolder, environment: {} });
      expect(verification).toMatchObject({ documents: 1, objects: 1, disagreements: [] });
    },
    60_000,
  );
});

describe('a database that is restarted', () => {
  let postgres: EmbeddedPostgres;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-restarted-'));
    postgres = await startEmbeddedPostgres({ dataFolder: folder });
    await migrate({ ownerUrl: postgres.ownerUrl });
  }, 90_000);
  afterEach(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  // The mutant: the `error` listener of the pool out of pool.ts: the process ends.
  it('while a file arrives: the process lives, what was acknowledged is there, and files are taken again', async () => {
    api = await startApiProcess({ database: postgres, dataFolder });
    const worker = await startWorkerProcess({
      database: postgres,
      dataFolder,
      environment: { SWEEP_EVERY_SECONDS: '1' },
    });
    const client = await signedInClient(api, address);
    const kept = (await sendPdf(client, pdfOfSize(100_000, 1)).expect(201)).body as UploadAnswer;
    const headers = await pageHeaders(api, client);
    const body = form(filePart(pdfOfSize(400_000, 2)));
    const { socket, answer } = openConnection(api);
    socket.write(requestHead({ ...headers, Connection: 'close', 'Content-Length': body.length }));
    socket.write(body.subarray(0, 200_000));
    const reserved = () => askDatabase(postgres, 'select count(*)::int as notes from unfinished_files');
    await expect.poll(reserved).toEqual([{ notes: 1 }]);

    const { port } = postgres;
    await postgres.stop();
    const refused = await sendPdf(client, pdfOfSize(1000, 3));
    expect([refused.status, refused.body]).toMatchObject([503, { code: 'service_unavailable' }]);
    postgres = await startEmbeddedPostgres({ dataFolder: folder, port });
    socket.write(body.subarray(200_000));
    const { status, body: text } = await answer;
    expect(status).toBe(201);
    const taken = (JSON.parse(text) as UploadAnswer).document.id;
    const third = (await sendPdf(client, pdfOfSize(1000, 3)).expect(201)).body as UploadAnswer;
    const ids = (await list(client)).items.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([kept.document.id, taken, third.document.id].toSorted());
    await expect.poll(reserved).toEqual([{ notes: 0 }]);
    const unchecked = `select count(*)::int as documents from documents where state = 'processing'`;
    await expect.poll(() => askDatabase(postgres, unchecked), { timeout: 30_000 }).toEqual([{ documents: 0 }]);
    const database = { ...postgres, superuserUrl: postgres.administratorUrl, drop: async () => undefined };
    expect(await worker.kill('SIGTERM')).toBe(0);
    const verification = await verifyADayLater({ database, dataFolder, environment: {} });
    expect(verification).toMatchObject({ documents: 3, objects: 3, disagreements: [] });
  }, 120_000);
});
