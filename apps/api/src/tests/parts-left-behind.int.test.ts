import { askDatabase } from '@portal/testing/ask-database';
import type { BegunFile, DeclaredPart } from '@portal/core/uploads/file-parts.port';
import { partSizeInBytes, pieceOf, sendParts, signPart, startBodyOf, startUpload } from '@portal/testing/part-tools';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { runScheduled } from '@portal/testing/worker-tools';
import { keptBy, pdfOfSize, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeFiles, type FileStores } from '../compose-files.ts';

const minuteMs = 60_000;

let portal: TestPortal;
let client: SignedInClient;
let stores: FileStores;
let time = Date.now();
let seed = 0;
const now = () => new Date(time);

beforeAll(async () => {
  portal = await startTestPortal({ now });
  stores = await composeFiles(portal.config, { now });
});
afterAll(async () => {
  stores.close();
  await portal.stop();
});
beforeEach(async () => {
  client = await signedInClient(portal);
  seed += 1;
});
const large = () => pdfOfSize(partSizeInBytes + 5000, seed);

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
    await runScheduled(portal, 'clean_up');
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
    time += 23 * 60 * minuteMs;
    await runScheduled(portal, 'clean_up');
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
    await runScheduled(portal, 'clean_up');
    expect(await keptBy(portal)).toEqual(keptBefore);
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
    await runScheduled(portal, 'clean_up');
    expect(await askDatabase(portal.database, 'select key from idempotency_keys')).toEqual([]);
    expect(await askDatabase(portal.database, 'select id from uploads')).toEqual([]);
    expect(await keptBy(portal)).toEqual(keptBefore);
    client = await signedInClient(portal, client.address);
    const answer = await client.post(`/uploads/${started.body.upload.id}/complete`).expect(404);
    expect(answer.body).toMatchObject({ code: 'upload_not_found' });
  });
});
