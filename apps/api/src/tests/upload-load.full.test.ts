import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { UploadAnswer } from '@portal/contract/documents';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { signedInClient } from '@portal/testing/signed-in-client';
import { boundary, filePart, form, pageHeaders, pdfOfSize } from '@portal/testing/upload-tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const mebibyte = 1024 ** 2;

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
