import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import type { Document } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import type { BegunFile, DeclaredPart } from '@portal/core/uploads/file-parts.port';
import {
  addInParts,
  partSizeInBytes,
  pieceOf,
  sendParts,
  signPart,
  startBodyOf,
  startUpload,
  untilChecked,
} from '@portal/testing/part-tools';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { filesOf, keptBy, pdfOfSize } from '@portal/testing/upload-tools';
import { pino } from 'pino';
import { composeUnwatchedLists } from './unwatched-lists.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics/metrics.ts';
import { composeFiles, type FileStores } from '../compose-files.ts';
import { composeDocuments, type DocumentsPart } from '../compose-documents.ts';
import { composeUploads, type UploadsPart } from '../compose-uploads.ts';

const minuteMs = 60_000;

let portal: TestPortal;
let postgres: Postgres;
let client: SignedInClient;
let stores: FileStores;
let documents: DocumentsPart;
let time = Date.now();
let seed = 0;
const others: UploadsPart[] = [];
const now = () => new Date(time);
const logger = pino({ level: 'silent' });

const surroundings = () => ({
  postgres,
  stores,
  limitUploads: (_request: unknown, _response: unknown, next: () => void) => next(),
  holdSlot: <Result>(_recordId: string, work: () => Promise<Result>) => work(),
  logger,
  metrics: createMetrics(),
  now,
});

beforeAll(async () => {
  portal = await startTestPortal({ now });
  postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
  stores = await composeFiles(portal.config, { now });
  documents = composeDocuments(portal.config, {
    ...surroundings(),
    lists: await composeUnwatchedLists(portal.config, postgres),
  });
});
afterAll(async () => {
  await documents.close();
  await postgres.close();
  await portal.stop();
});
beforeEach(async () => {
  client = await signedInClient(portal);
  seed += 1;
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
});

/** Another process on the same database and store. `read` is how it reads: as always, where nothing is said. */
function startOther(read: FileStores['files']['read'] = (key, range) => stores.files.read(key, range)): UploadsPart {
  const files = { ...stores.files, read };
  const other = composeUploads(portal.config, { ...surroundings(), stores: { ...stores, files } });
  others.push(other);
  return other;
}

const large = () => pdfOfSize(partSizeInBytes + 5000, seed);
const stateOf = async (id: string) => (await client.get(`/documents/${id}`).expect(200)).body.document.state as string;

/** Documents that are to be verified and that nobody has claimed yet: what stands there when a process dies in time. */
async function addUnverified(...files: Buffer[]): Promise<Document[]> {
  const added: Document[] = [];
  for (const bytes of files) added.push(await addInParts(client, bytes));
  // The portal has verified them by itself at once.
  for (const { id } of added) await untilChecked(client, id);
  await askDatabase(
    portal.database,
    `with again as (
       update documents set state = 'processing', check_result = null, checked_at = null where id = any($1)
       returning id, record_id
     )
     insert into unverified_files (document_id, record_id, due_at) select id, record_id, $2 from again`,
    [added.map(({ id }) => id), now()],
  );
  return added;
}

const unverified = () => askDatabase(portal.database, 'select document_id, due_at from unverified_files');

describe('a file whose bytes nobody has counted yet', () => {
  it('is opened by nobody before it was read, nor listed as anything but being checked', async () => {
    const document = (await addUnverified(large()))[0]!;
    const refused = await client.get(`/documents/${document.id}/content`).expect(409);
    expect(refused.body).toMatchObject({ code: 'document_not_checked_yet' });
    expect((await client.get('/documents').expect(200)).body).toMatchObject({ items: [{ state: 'processing' }] });
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready', checkResult: 'not_scanned' });
    expect(await unverified()).toEqual([]);
  });

  // The mutant: `claim` with `until` in the past; or no `moveDue` in verify-file.ts for the claim that dies.
  it('whose reader died is read by another process when the claim is over, not before', async () => {
    const document = (await addUnverified(large()))[0]!;
    let isReading = false;
    // Reads for ever, and its clock of claims stands still: what a process does that was stopped.
    startOther(async () => {
      isReading = true;
      return { sizeInBytes: document.sizeInBytes, bytes: new Readable({ read: () => undefined }) };
    }).verifyDue();
    await expect.poll(() => isReading).toBe(true);
    const other = startOther();
    time += 2 * minuteMs - 1000;
    other.verifyDue();
    await other.close();
    expect(await stateOf(document.id)).toBe('processing');
    time += 2000;
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready' });
  });

  it('of a process that stops is due at once for the others', async () => {
    const document = (await addUnverified(large()))[0]!;
    let isReading = false;
    const stopping = startOther(async () => {
      isReading = true;
      return { sizeInBytes: document.sizeInBytes, bytes: new Readable({ read: () => undefined }) };
    });
    stopping.verifyDue();
    await expect.poll(() => isReading).toBe(true);
    await stopping.close();
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready' });
  });

  it('is read once, however many processes look', async () => {
    const added = await addUnverified(large(), pdfOfSize(9000, seed + 1000), pdfOfSize(7000, seed + 2000));
    const read: string[] = [];
    const together = Array.from({ length: 4 }, () =>
      startOther(async (key, range) => {
        read.push(key);
        return stores.files.read(key, range);
      }),
    );
    for (const other of together) other.verifyDue();
    for (const { id } of added) expect(await untilChecked(client, id)).toMatchObject({ state: 'ready' });
    for (const other of together) await other.close();
    expect(read).toHaveLength(3);
    expect(new Set(read).size).toBe(3);
  });

  it('stays being checked while the store fails, and is read when it is back', async () => {
    const document = (await addUnverified(large()))[0]!;
    const failing = startOther(async () => {
      throw new Error('the store is gone');
    });
    failing.verifyDue();
    await failing.close();
    expect(await stateOf(document.id)).toBe('processing');
    time += 3 * minuteMs;
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready' });
  });

  // The mutant: the comparison of `hashOf` out of verify-file.ts.
  it.each([
    ['one bit is another', (size: number) => ({ at: size - 10, write: 'X' })],
    ['a byte is too much', (size: number) => ({ at: size, write: 'X' })],
  ])('row 24: is refused for good where %s', async (_what, damage) => {
    const before = new Set(await filesOf(portal));
    const document = (await addUnverified(large()))[0]!;
    const [path] = (await filesOf(portal)).filter((file) => !before.has(file));
    const file = await open(path!, 'r+');
    const { at, write } = damage(document.sizeInBytes);
    await file.write(write, at);
    await file.close();
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'refused', checkResult: 'mismatch' });
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
  });

  it('that goes to the trash meanwhile is ready when it is taken out', async () => {
    const document = (await addUnverified(large()))[0]!;
    await client.delete(`/documents/${document.id}`).expect(204);
    startOther().verifyDue();
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready', trashedAt: expect.any(String) });
    await client.post(`/documents/${document.id}/restore`).expect(200);
    await client.get(`/documents/${document.id}/content`).expect(302);
  });

  it('that is deleted while it is read is gone, and leaves nothing', async () => {
    const keptBefore = await keptBy(portal);
    const document = (await addUnverified(large()))[0]!;
    let goOn: (() => void) | undefined;
    const slow = startOther(async (key, range) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return stores.files.read(key, range);
    });
    slow.verifyDue();
    await expect.poll(() => goOn).toBeDefined();
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    goOn?.();
    await expect.poll(unverified).toEqual([]);
    await client.get(`/documents/${document.id}`).expect(404);
    expect(await keptBy(portal)).toEqual(keptBefore);
  });
});

describe('a completion that was cut off', () => {
  /** What the store and the list of parts know of an upload. */
  async function begunFile(uploadId: string) {
    const columns = `storage_key as "storageKey", multipart_id as "multipartId", file_name as "fileName",
      size_in_bytes::int as "sizeInBytes", part_size_in_bytes as "partSizeInBytes"`;
    const [file] = await askDatabase(portal.database, `select ${columns} from uploads where id = $1`, [uploadId]);
    const declared = await askDatabase(
      portal.database,
      'select number, sha256 from upload_parts where upload_id = $1 order by number',
      [uploadId],
    );
    return { file: file as BegunFile, declared: declared as DeclaredPart[] };
  }

  // The mutant: the look at `files.stat` out of complete-upload.ts.
  it('after the file was whole and before it had a row is said again, and makes its document', async () => {
    const keptBefore = await keptBy(portal);
    const bytes = large();
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes);
    const { file, declared } = await begunFile(upload.id);
    await stores.parts.complete(file, declared);
    const answers = await Promise.all([1, 2].map(() => client.post(`/uploads/${upload.id}/complete`)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await untilChecked(client, upload.id)).toMatchObject({ state: 'ready' });
    await client.delete(`/documents/${upload.id}?permanently=true`).expect(204);
    expect(await keptBy(portal)).toEqual(keptBefore);
  });

  it('and that nobody says again is swept with its day', async () => {
    const keptBefore = await keptBy(portal);
    const bytes = large();
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes);
    const { file, declared } = await begunFile(upload.id);
    await stores.parts.complete(file, declared);
    time += 24 * 60 * minuteMs + 1000;
    expect(await documents.sweep()).toMatchObject({ files: 1 });
    expect(await keptBy(portal)).toEqual(keptBefore);
  });
});

describe('a patient who sends a large file', () => {
  it('row 12: stays signed in while its parts are sent', async () => {
    const bytes = pdfOfSize(3 * partSizeInBytes, seed);
    const upload = await startUpload(client, bytes);
    const links = [];
    for (const number of [1, 2, 3]) links.push(await signPart(client, upload, bytes, number));
    for (const { number, url, headers } of links) {
      time += 29 * minuteMs;
      const put = client.put(url.replace('/api/v1', '')).set(headers).send(pieceOf(bytes, number));
      expect((await put).status).toBe(204);
    }
    time += 29 * minuteMs;
    await client.post(`/uploads/${upload.id}/complete`).expect(201);
  });
});

describe('an upload in parts that nobody goes on with', () => {
  it('is gone after a day, its place and its bytes with it, and not before', async () => {
    const keptBefore = await keptBy(portal);
    const bytes = large();
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes, [1]);
    const uploads = startOther();
    time += 23 * 60 * minuteMs;
    expect(await documents.sweep()).toMatchObject({ files: 0 });
    client = await signedInClient(portal, client.address);
    expect((await client.get(`/uploads/${upload.id}`).expect(200)).body).toMatchObject({
      upload: { partsReceived: [1] },
    });
    time += 61 * minuteMs;
    client = await signedInClient(portal, client.address);
    await client.get(`/uploads/${upload.id}`).expect(404);
    await client.post(`/uploads/${upload.id}/complete`).expect(404);
    // Sent again before anybody swept: it begins anew.
    const anew = await client.post('/uploads').send(startBodyOf(bytes)).expect(201);
    expect(anew.body.upload.id).not.toBe(upload.id);
    await client.delete(`/uploads/${anew.body.upload.id}`).expect(204);
    await documents.sweep();
    expect(await keptBy(portal)).toEqual(keptBefore);
    await uploads.removeExpired();
    expect(await askDatabase(portal.database, 'select id from uploads where id = $1', [upload.id])).toEqual([]);
  });

  it('is swept with its parts, and the numbers of requests are forgotten after a day', async () => {
    const keptBefore = await keptBy(portal);
    const bytes = large();
    const started = await client
      .post('/uploads')
      .set('Idempotency-Key', 'of-a-day')
      .send(startBodyOf(bytes))
      .expect(201);
    await sendParts(client, started.body.upload, bytes);
    time += 24 * 60 * minuteMs + 1000;
    expect(await documents.sweep()).toMatchObject({ files: 1 });
    expect(await startOther().removeExpired()).toMatchObject({ uploads: 1, idempotencyKeys: 1 });
    expect(await keptBy(portal)).toEqual(keptBefore);
    client = await signedInClient(portal, client.address);
    const answer = await client.post(`/uploads/${started.body.upload.id}/complete`).expect(404);
    expect(answer.body).toMatchObject({ code: 'upload_not_found' });
  });
});
