import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentList, UploadAnswer } from '@portal/contract/documents';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { sendPart, startUpload } from '@portal/testing/part-tools';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  boundary,
  filePart,
  form,
  keepPdf,
  keptBy,
  pageHeaders,
  pdfOfSize,
  sendPdf,
  sha256Of,
} from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const mebibyte = 1024 ** 2;

/** Throws where this machine does not let us: a test of faults never passes because the fault was left out. */
function mustRun(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`This test needs to run \`${command} ${args.join(' ')}\`: ${error?.message ?? stderr}`);
}

/** One request on the one connection of an agent. */
async function askOn(agent: Agent, url: string, headers: Record<string, string>, body?: Buffer) {
  const length = body ? { 'Content-Length': body.length } : {};
  const asked = request(url, { agent, method: body ? 'POST' : 'GET', headers: { ...headers, ...length } });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'] };
}

async function openDocument(client: SignedInClient, documentId: string): Promise<string> {
  const link = (await client.get(`/documents/${documentId}/content`).expect(302)).headers['location']!;
  const file = await client.agent.get(link).buffer(true).expect(200);
  return sha256Of(file.body as Buffer);
}

describe('a disk that is full', () => {
  let dataFolder: string;
  let portal: TestPortal;
  let client: SignedInClient;
  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'portal-full-'));
    mustRun('mount', '-t', 'tmpfs', '-o', 'size=5m', 'tmpfs', dataFolder);
    portal = await startTestPortal({ config: { dataFolder } });
    client = await signedInClient(portal);
  });
  afterAll(async () => {
    await portal.stop();
    mustRun('umount', dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  });

  // The mutants: ENOSPC out of store-error.ts; the removal of the temporary file out of write-durably.ts.
  it('answers 507, keeps nothing of it, harms no other upload, and takes files again when there is room', async () => {
    const bytes = pdfOfSize(mebibyte, 1);
    const document = await keepPdf(client, bytes);
    const refused = await sendPdf(client, pdfOfSize(6 * mebibyte, 2));
    expect([refused.status, refused.body]).toMatchObject([507, { code: 'storage_full' }]);
    await expect.poll(() => keptBy(portal)).toEqual({ documents: 1, uploading: 0, notes: 0, files: 1 });

    const filling = pdfOfSize(3 * mebibyte, 3);
    const [other, tooMuch] = await Promise.all([sendPdf(client, filling), sendPdf(client, pdfOfSize(6 * mebibyte, 4))]);
    // Whoever comes first takes the room; the other one is told, and nothing of it stays.
    expect([201, 507]).toContain(other.status);
    expect(tooMuch.status).toBe(507);
    const again = other.status === 201 ? other : await sendPdf(client, filling);
    expect(again.status).toBe(201);
    expect(await openDocument(client, document.id)).toBe(sha256Of(bytes));
    await expect.poll(() => keptBy(portal)).toEqual({ documents: 2, uploading: 0, notes: 0, files: 2 });

    const filled = (again.body as UploadAnswer).document.id;
    await client.delete(`/documents/${filled}?permanently=true`).expect(204);
    const { body } = await sendPdf(client, pdfOfSize(3 * mebibyte, 5)).expect(201);
    await client.delete(`/documents/${(body as UploadAnswer).document.id}?permanently=true`).expect(204);
  });

  // The mutant: ENOSPC out of store-error.ts.
  it('answers 507 to a part, which can be sent again when there is room', async () => {
    const before = await keptBy(portal);
    const bytes = pdfOfSize(7 * mebibyte, 6);
    const upload = await startUpload(client, bytes);
    expect(await sendPart(client, upload, bytes, 1)).toBe(507);
    const { body } = await client.get(`/uploads/${upload.id}`).expect(200);
    expect(body).toMatchObject({ upload: { partsReceived: [] } });
    await client.delete(`/uploads/${upload.id}`).expect(204);
    await expect.poll(() => keptBy(portal)).toEqual(before);
  });
});

describe('a process that has too many files open', () => {
  let database: TestDatabase;
  let dataFolder: string;
  let api: ApiProcess;
  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'portal-files-'));
    api = await startApiProcess({ database, dataFolder });
  });
  afterAll(async () => {
    await api.kill('SIGKILL');
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const allowFiles = (count: number): void => mustRun('prlimit', '--pid', String(api.pid), `--nofile=${count}:4096`);

  /** Those below it are all open: with this limit not one more can be. */
  async function lowestFreeNumber(): Promise<number> {
    const numbers = new Set((await readdir(`/proc/${api.pid}/fd`)).map(Number));
    for (let number = 0; ; number += 1) if (!numbers.has(number)) return number;
  }

  // The mutant: EMFILE out of store-error.ts.
  it('answers 503 to an upload, with when to come again, and takes it then', async () => {
    const client = await signedInClient(api);
    await sendPdf(client, pdfOfSize(1000, 1)).expect(201);
    const bytes = pdfOfSize(2 * mebibyte, 2);
    const headers = await pageHeaders(api, client);
    // A connection that is open already: a new one would need a file, too.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await askOn(agent, `${api.url}/healthz`, {});
    allowFiles(await lowestFreeNumber());
    const type = `multipart/form-data; boundary=${boundary}`;
    const refused = await askOn(
      agent,
      `${api.url}/api/v1/documents`,
      { ...headers, 'Content-Type': type },
      form(filePart(bytes)),
    );
    allowFiles(4096);
    agent.destroy();
    expect([refused.status, Number(refused.retryAfter)]).toEqual([503, expect.any(Number)]);
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    await sendPdf(client, bytes).expect(201);
    const { total } = (await client.get('/documents').expect(200)).body as DocumentList;
    expect(total).toBe(2);
  });
});
