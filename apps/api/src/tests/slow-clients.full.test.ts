import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { writeMeasurement } from '@portal/testing/measurement';
import { askFor, askMeanwhile } from '@portal/testing/other-requests';
import { partSizeInBytes, signPart, startUpload } from '@portal/testing/part-tools';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { signedInClient } from '@portal/testing/signed-in-client';
import {
  filePart,
  form,
  headOf,
  openConnection,
  pageHeaders,
  pdfOfSize,
  requestHead,
  sendPdf,
} from '@portal/testing/upload-tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const patients = 20;
const socketsOfEach = { files: 15, parts: 5, headers: 5 };
const sockets = patients * (socketsOfEach.files + socketsOfEach.parts + socketsOfEach.headers);
// One window of the pace may have been kept before it was broken; headers are looked at every few seconds.
const cutWithinMs = 75_000;
const rest = Buffer.from('x');

let database: TestDatabase;
let dataFolder: string;
let api: ApiProcess;

beforeEach(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-slow-clients-'));
  const environment = { UPLOADS_AT_ONCE: '128', UPLOADS_AT_ONCE_PER_RECORD: '8' };
  api = await startApiProcess({ database, dataFolder, environment });
});
afterEach(async () => {
  await api.kill('SIGKILL');
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

/** One byte a second until the portal ends it. */
async function trickle(beginning: Buffer): Promise<void> {
  const { socket, answer } = openConnection(api);
  socket.write(beginning);
  const sending = setInterval(() => socket.write(rest), 1000);
  await answer;
  clearInterval(sending);
}

/** The beginnings of what one patient sends: files, parts, and requests whose headers never end. */
async function beginningsOf(number: number): Promise<Buffer[]> {
  const client = await signedInClient(api);
  const headers = await pageHeaders(api, client);
  const body = form(filePart(pdfOfSize(10_000_000, number)));
  const file = Buffer.concat([requestHead({ ...headers, 'Content-Length': body.length }), body.subarray(0, 1000)]);
  const bytes = pdfOfSize(partSizeInBytes + 1, number);
  const { url, headers: signed } = await signPart(client, await startUpload(client, bytes), bytes, 1);
  const part = headOf('PUT', url, { ...headers, ...signed, 'Content-Length': partSizeInBytes });
  const head = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  const { files, parts, headers: heads } = socketsOfEach;
  const repeated = (count: number, beginning: Buffer) => Array.from({ length: count }, () => beginning);
  return [...repeated(files, file), ...repeated(parts, part), ...repeated(heads, head)];
}

describe('five hundred slow clients', () => {
  // The mutant: `watchPace` out of upload-body.ts.
  it('row 21: are cut off, and nobody else waits for them', async () => {
    const other = await signedInClient(api);
    const headers = await pageHeaders(api, other);
    const beginnings: Buffer[] = [];
    for (let number = 0; number < patients; number += 1) beginnings.push(...(await beginningsOf(number)));
    await askFor(2_000, api, headers);
    const alone = await askFor(10_000, api, headers);
    const startedAt = performance.now();
    let isOver = false;
    const asking = askMeanwhile(api, headers, () => isOver);
    const cut = Promise.all(beginnings.map(trickle)).then(() => performance.now() - startedAt);
    const cutAfterMs = await Promise.race([cut, wait(cutWithinMs, Infinity)]);
    const uploaded = await sendPdf(other, pdfOfSize(1_000_000, 1));
    isOver = true;
    const meanwhile = await asking;
    const round = (value: number) => Math.round(value * 10) / 10;
    await writeMeasurement({
      name: 'slow-clients',
      claim:
        'Five hundred clients that send a byte a second are cut off, and others’ requests take at most twice as long ' +
        'meanwhile (p95).',
      seed: null,
      figures: {
        slowClients: sockets,
        allCutOffAfterSeconds: round(cutAfterMs / 1000),
        othersP95MsAlone: round(alone.p95Ms),
        othersP95MsMeanwhile: round(meanwhile.p95Ms),
        othersRequestsMeanwhile: meanwhile.count,
      },
    });
    expect(cutAfterMs).toBeLessThan(cutWithinMs);
    expect(uploaded.status).toBe(201);
    expect(meanwhile.p95Ms).toBeLessThanOrEqual(2 * alone.p95Ms);
  });
});
