import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentList, UploadAnswer } from '@portal/contract/documents';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { createRadosgwBucket, type TestBucket } from '@portal/testing/s3';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startWorkerProcess, type WorkerProcess } from '@portal/testing/worker-process';
import { boundary, filePart, form, pageHeaders, pdfSaying, sha256Of } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyADayLater } from './crash-check.ts';
import { type Sender, sendInParts } from './crash-sender.ts';

describe.each(['disk', 's3'] as const)('two instances over one store: %s', (store) => {
  let bucket: TestBucket | undefined;
  let database: TestDatabase;
  let dataFolder: string;
  let instances: [ApiProcess, ApiProcess];
  let workers: WorkerProcess[] = [];
  let senders: [Sender, Sender];

  beforeAll(async () => {
    bucket = store === 's3' ? await createRadosgwBucket() : undefined;
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'portal-two-'));
    const environment = { SWEEP_EVERY_SECONDS: '1', ...bucket?.environment };
    const start = () => startApiProcess({ database, dataFolder, environment });
    instances = [await start(), await start()];
    const startWorker = () => startWorkerProcess({ database, dataFolder, environment });
    workers = [await startWorker(), await startWorker()];
    // Sessions are in the database, which both share.
    const { Cookie = '' } = await pageHeaders(instances[0], await signedInClient(instances[0]));
    const senderTo = ({ url }: ApiProcess): Sender => ({
      url,
      headers: { Host: new URL(url).host, Origin: url, 'X-Requested-With': 'fetch', Cookie },
    });
    senders = [senderTo(instances[0]), senderTo(instances[1])];
  }, 150_000);
  afterAll(async () => {
    for (const instance of [...instances, ...workers]) await instance.kill('SIGKILL');
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
    await bucket?.stop();
  });

  async function ask({ url, headers: { Host: _host, ...headers } }: Sender, path: string, init: RequestInit = {}) {
    return fetch(`${url}/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers }, redirect: 'manual' });
  }
  async function upload(sender: Sender, bytes: Buffer): Promise<UploadAnswer> {
    const body = new Uint8Array(form(filePart(bytes)));
    const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
    return (await (await ask(sender, '/documents', { method: 'POST', body, headers })).json()) as UploadAnswer;
  }
  async function hashOf(sender: Sender, documentId: string): Promise<string> {
    await expect.poll(async () => (await listed(sender)).find(({ id }) => id === documentId)?.state).toBe('ready');
    const link = (await ask(sender, `/documents/${documentId}/content`)).headers.get('location')!;
    return sha256Of(Buffer.from(await (await fetch(new URL(link, sender.url))).arrayBuffer()));
  }
  const listed = async (sender: Sender) => ((await (await ask(sender, '/documents')).json()) as DocumentList).items;

  // The mutant: a folder or a bucket of its own for each instance.
  it('what one takes the other opens, and what one deletes is gone from the other', async () => {
    const [one, other] = senders;
    const bytes = pdfSaying('taken by one');
    const { document } = await upload(one, bytes);
    expect(await hashOf(other, document.id)).toBe(sha256Of(bytes));
    expect((await ask(other, `/documents/${document.id}?permanently=true`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(one, `/documents/${document.id}`)).status).toBe(404);
  });

  // The mutant: the look for the same bytes and the index beside it (`isCopy: true`) out of finish-once.ts.
  it('the same bytes sent to both at once, whole or in parts, become one document', async () => {
    const bytes = pdfSaying('sent to both');
    const answers = await Promise.all(senders.map((sender) => upload(sender, bytes)));
    expect(new Set(answers.map(({ document }) => document.id)).size).toBe(1);
    const inParts = pdfSaying('sent to both in parts');
    const asBoth = { ...senders[0], completeAt: senders[1] };
    const made = await sendInParts(asBoth, inParts);
    await expect.poll(async () => (await listed(senders[0])).every(({ state }) => state === 'ready')).toBe(true);
    expect(await hashOf(senders[1], made!.documentId)).toBe(sha256Of(inParts));
    expect(await listed(senders[1])).toHaveLength(2);
  });

  // The mutant: `strike` out of sweep-unfinished-files.ts.
  it('both sweep at the same time, and leave what is kept', async () => {
    const areDrawn = async () => (await listed(senders[0])).every(({ hasThumbnail }) => hasThumbnail);
    await expect.poll(areDrawn, { timeout: 30_000 }).toBe(true);
    const before = await listed(senders[0]);
    await askDatabase(
      database,
      `insert into unfinished_files (storage_key, document_id, deadline)
       select 'documents/' || gen_random_uuid() || '/' || gen_random_uuid() || '/0123456789abcdef', gen_random_uuid(), now()
       from generate_series(1, 30)`,
    );
    const count = async () => (await askDatabase(database, 'select count(*)::int as notes from unfinished_files'))[0];
    await expect.poll(count, { timeout: 30_000 }).toEqual({ notes: 0 });
    expect(await listed(senders[1])).toEqual(before);
    const environment = bucket?.environment ?? {};
    const verification = await verifyADayLater({ database, dataFolder, environment });
    expect(verification).toMatchObject({ documents: 2, objects: 2, disagreements: [] });
  }, 60_000);
});
