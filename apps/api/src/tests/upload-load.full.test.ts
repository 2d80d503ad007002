import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPostgres } from '@portal/adapters/postgres/pool';
import type { DocumentList, UploadAnswer } from '@portal/contract/documents';
import { secret } from '@portal/core/secret';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { askDatabase } from '@portal/testing/ask-database';
import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { signedInClient } from '@portal/testing/signed-in-client';
import {
  boundary,
  createRandom,
  filePart,
  filesOf,
  form,
  keptBy,
  openConnection,
  pageHeaders,
  pdfOfSize,
  requestHead,
} from '@portal/testing/upload-tools';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeDocuments } from '../compose-documents.ts';
import { composeFiles } from '../compose-files.ts';
import { readConfig } from '../config.ts';

const mebibyte = 1024 ** 2;
const seed = 20_260_503;

let database: TestDatabase;
let dataFolder: string;
let api: ApiProcess;
const start = (environment: Record<string, string> = {}) => startApiProcess({ database, dataFolder, environment });

beforeEach(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-load-'));
});
afterEach(async () => {
  await api.kill('SIGKILL');
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

/** Sends a form whose file is one piece again and again, without holding it whole. */
async function uploadPieces(url: string, headers: Record<string, string>, piece: Buffer, pieces: number) {
  const whole = form(filePart(''));
  const closing = `\r\n--${boundary}--\r\n`.length;
  const [opening, ending] = [whole.subarray(0, whole.length - closing), whole.subarray(whole.length - closing)];
  const asked = httpRequest(`${url}/api/v1/documents`, {
    method: 'POST',
    headers: {
      ...headers,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': opening.length + piece.length * pieces + ending.length,
    },
  });
  const answering = once(asked, 'response');
  const hash = createHash('sha256');
  asked.write(opening);
  for (let number = 0; number < pieces; number += 1) {
    hash.update(piece);
    if (!asked.write(piece)) await once(asked, 'drain');
  }
  asked.end(ending);
  const [answer] = (await answering) as [NodeJS.ReadableStream & { statusCode: number }];
  const received: Buffer[] = [];
  for await (const part of answer) received.push(Buffer.from(part));
  return {
    status: answer.statusCode,
    body: JSON.parse(String(Buffer.concat(received))) as UploadAnswer,
    sha256: hash.digest('hex'),
  };
}

describe('the memory of the API', () => {
  // The mutant: any buffer of the whole file, such as multer's own memory storage.
  it('row 22: grows by less than 100 MB while it takes 1 GB', async () => {
    api = await start({ MAX_UPLOAD_BYTES: String(2 * 1024 * mebibyte) });
    const client = await signedInClient(api);
    const headers = await pageHeaders(api, client);
    const piece = pdfOfSize(mebibyte);
    await uploadPieces(api.url, headers, piece, 20);
    const before = await api.residentMemory();
    let most = before;
    let isDone = false;
    const watching = (async () => {
      while (!isDone) {
        most = Math.max(most, await api.residentMemory());
        await wait(20);
      }
    })();
    const startedAt = performance.now();
    const { status, body, sha256 } = await uploadPieces(api.url, headers, piece, 1024);
    const seconds = (performance.now() - startedAt) / 1000;
    isDone = true;
    await watching;
    expect(status).toBe(201);
    expect(body.document).toMatchObject({ sizeInBytes: 1024 * mebibyte, sha256 });
    await writeMeasurement({
      name: 'upload-memory',
      claim: 'Taking a file of 1 GiB raises the resident memory of the API by less than 100 MB.',
      seed: null,
      figures: {
        fileSizeInMebibytes: 1024,
        residentBeforeInMebibytes: Math.round(before / mebibyte),
        residentAtMostInMebibytes: Math.round(most / mebibyte),
        raisedByInMebibytes: Math.round((most - before) / mebibyte),
        seconds: Math.round(seconds * 10) / 10,
        mebibytesPerSecond: Math.round(1024 / seconds),
      },
    });
    expect(most - before).toBeLessThan(100_000_000);
  });
});

describe('the API, killed while it takes uploads', () => {
  // The mutants: the note of the file out of `reserve`; the link before the fsync in write-durably.ts is not seen here.
  it('leaves nothing that the sweeper does not find, and nothing acknowledged is lost', async () => {
    const rounds = 12;
    const random = createRandom(seed);
    const acknowledged = new Map<string, string>();
    let cut = 0;
    for (let round = 0; round < rounds; round += 1) {
      api = await start();
      const client = await signedInClient(api, 'killed@example.org');
      const headers = await pageHeaders(api, client);
      const sending = Array.from({ length: 4 }, async (_, number) => {
        const bytes = pdfOfSize(1000 + random(6 * mebibyte), round * 10 + number);
        const body = form(filePart(bytes));
        const { socket, answer } = openConnection(api);
        socket.write(requestHead({ ...headers, Connection: 'close', 'Content-Length': body.length }));
        socket.write(body);
        const { status, body: text } = await answer;
        if (status !== 201) return void (cut += 1);
        acknowledged.set(
          (JSON.parse(text) as UploadAnswer).document.id,
          createHash('sha256').update(bytes).digest('hex'),
        );
      });
      await wait(50 + random(700));
      await api.kill('SIGKILL');
      await Promise.all(sending);
    }
    api = await start();
    const client = await signedInClient(api, 'killed@example.org');
    const { items, total } = (await client.get('/documents?limit=100').expect(200)).body as DocumentList;
    expect(items).toHaveLength(total!);
    const listed = new Map(items.map(({ id, sha256 }) => [id, sha256]));
    for (const [id, sha256] of acknowledged) expect(listed.get(id)).toBe(sha256);

    const kept = await sweepAnHourLater();
    expect(kept).toEqual({ documents: total, uploading: 0, notes: 0, files: total });
    for (const { id, sha256 } of items) {
      const link = (await client.get(`/documents/${id}/content`).expect(302)).headers['location']!;
      const file = await client.agent.get(link).buffer(true).expect(200);
      expect(
        createHash('sha256')
          .update(file.body as Buffer)
          .digest('hex'),
      ).toBe(sha256);
    }
    // Else nothing was tried: some of both have to be among them.
    expect(Math.min(cut, acknowledged.size)).toBeGreaterThan(3);
    await writeMeasurement({
      name: 'killed-uploads',
      claim:
        'Killed while it takes uploads, the API loses nothing it acknowledged and leaves nothing the sweeper does not find.',
      seed,
      figures: {
        kills: rounds,
        uploads: rounds * 4,
        acknowledged: acknowledged.size,
        brokenOff: cut,
        listed: items.length,
        leftAfterSweep: 0,
      },
    });
  });
});

/** What a sweep finds when the deadlines of everything that was begun are over. */
async function sweepAnHourLater() {
  const reading = readConfig({
    PORTAL_MODE: 'local',
    DATABASE_URL: database.applicationUrl,
    DATA_DIR: dataFolder,
    CODE_PEPPER: 'a pepper that only the tests know, long enough',
    URL_SIGNING_KEY: 'a key that only the tests know, which is long enough',
  });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  const { config } = reading;
  const postgres = createPostgres({ url: secret(database.applicationUrl), onError: () => undefined });
  const now = () => new Date();
  const documents = composeDocuments(config, {
    postgres,
    stores: await composeFiles(config, { now }),
    limitUploads: (_request, _response, next) => next(),
    holdSlot: (_recordId, work) => work(),
    logger: pino({ level: 'silent' }),
    now,
  });
  try {
    await askDatabase(database, `update unfinished_files set deadline = now() - interval '1 second'`);
    const halves = (await filesOf({ config })).filter((path) => path.includes('/incoming/'));
    for (const half of halves) await utimes(half, new Date(0), new Date(0));
    await documents.sweep();
    return await keptBy({ database, config });
  } finally {
    await documents.close();
    await postgres.close();
  }
}
