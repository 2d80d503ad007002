import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { a4 } from '@portal/adapters/pdf/pdf-page';
import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import type { Document, UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from './ask-database.ts';
import type { SignedInClient } from './signed-in-client.ts';
import type { TestPortal } from './test-portal.ts';

/** A sound PDF of one page; other words make other bytes. */
export function pdfSaying(text: string): Buffer {
  return buildPdf({
    title: text,
    author: 'Test',
    createdAt: new Date('2026-05-03T10:00:00Z'),
    language: 'en',
    pages: [{ ...a4, elements: [] }],
    compress: true,
  });
}

/** Uploads as the page does; fields are added with `.field(name, value)`. */
export function sendPdf(client: SignedInClient, bytes: Buffer, fileName = 'scan.pdf', path = '/documents') {
  return client.post(path).attach('file', bytes, { filename: fileName, contentType: 'application/pdf' });
}

/** Uploads as the page does, and waits until it was checked. */
export async function keepPdf(...sent: Parameters<typeof sendPdf>): Promise<Document> {
  const [client] = sent;
  const answer = await sendPdf(...sent).expect(201);
  return untilChecked(client, (answer.body as UploadAnswer).document.id);
}

/** A document of its own bytes among those of a patient, checked and ready. */
export async function addDocument(
  client: SignedInClient,
  text: string,
  fields: Record<string, string> = {},
): Promise<Document> {
  let request = sendPdf(client, pdfSaying(text));
  for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
  const answer = await request.expect(201);
  return untilChecked(client, (answer.body as UploadAnswer).document.id);
}

/** Waits for a document that is being checked. */
export async function untilChecked(client: SignedInClient, documentId: string): Promise<Document> {
  const giveUpAt = Date.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const answer = await client.get(`/documents/${documentId}`).expect(200);
    const { document } = answer.body as { document: Document };
    if (document.state !== 'processing') return document;
    if (Date.now() > giveUpAt) throw new Error(`Document ${documentId} was not checked in time.`);
    await wait(pauseMs);
  }
}

const patienceMs = 15_000;
// Whoever asks all the time takes that time from the worker, which may be of the same process.
const firstPauseMs = 15;
const longestPauseMs = 250;

/**
 * A sound PDF of one empty page with exactly this many bytes, other ones for another `seed`: most of them in a stream
 * that nothing points at. Of fewer bytes than such a page takes, it begins like a PDF and is none.
 */
export function pdfOfSize(sizeInBytes: number, seed = 0): Buffer {
  const comment = `%PDF-1.7\n%${seed}\n`;
  const bytes = Buffer.alloc(sizeInBytes, comment);
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'].concat(
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  );
  const rows = ['0000000000 65535 f \n'];
  let body = comment;
  for (const [index, object] of objects.entries()) {
    rows.push(`${String(body.length).padStart(10, '0')} 00000 n \n`);
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const beforeXref = '\nendstream\nendobj\n'.length;
  const endFrom = (at: number): string =>
    `\nendstream\nendobj\nxref\n0 4\n${rows.join('')}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${at + beforeXref}\n%%EOF\n`;
  const end = endFrom(sizeInBytes - endFrom(sizeInBytes).length);
  const opening = (length: number): string =>
    `${body}4 0 obj\n<< /Length ${String(length).padStart(12, '0')} >>\nstream\n`;
  const fillingLength = sizeInBytes - opening(0).length - end.length;
  if (fillingLength < 0) return bytes;
  bytes.write(opening(fillingLength), 0, 'latin1');
  bytes.write(end, sizeInBytes - end.length, 'latin1');
  return bytes;
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A stream of numbers that is the same in every run, each below what is asked for. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Store = Pick<TestPortal, 'config'> & Partial<Pick<TestPortal, 'countStored'>>;

/** What the portal keeps of uploads: rows of any state, notes of unfinished files, files, whole or half. */
export async function keptBy(portal: Store & Pick<TestPortal, 'database'>) {
  const [counts] = await askDatabase(
    portal.database,
    `select (select count(*)::int from documents) as documents,
            (select count(*)::int from documents where state = 'uploading') as uploading,
            (select count(*)::int from unfinished_files) as notes`,
  );
  return { ...(counts as { documents: number; uploading: number; notes: number }), files: await countFiles(portal) };
}

export async function countFiles({ config, countStored }: Store): Promise<number> {
  return countStored ? countStored() : (await filesOf({ config })).length;
}

export async function filesOf({ config }: Pick<TestPortal, 'config'>): Promise<string[]> {
  const folder = join(config.dataFolder, 'documents');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

export const nothingKept = { documents: 0, uploading: 0, notes: 0, files: 0 };

/** The headers with which our own page would send, for requests that no HTTP client would write. */
export async function pageHeaders(
  portal: Pick<TestPortal, 'url'>,
  client: SignedInClient,
): Promise<Record<string, string>> {
  const { request } = (await client.get('/session').expect(200)) as unknown as {
    request: { req: { getHeader(name: string): string } };
  };
  return {
    Host: new URL(portal.url).host,
    Origin: portal.url,
    'X-Requested-With': 'fetch',
    Cookie: request.req.getHeader('cookie'),
  };
}

export const boundary = 'xxBOUNDARYxx';

/** One part of a form, as it stands on the wire. */
export function part(disposition: string, body: Buffer | string, headers = ''): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${headers}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body), Buffer.from('\r\n')]);
}

export function filePart(bytes: Buffer | string, name = 'file', fileName = 'scan.pdf'): Buffer {
  return part(`name="${name}"; filename="${fileName}"`, bytes, 'Content-Type: application/pdf\r\n');
}

export function form(...parts: Buffer[]): Buffer {
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

export function requestHead(headers: Record<string, string | number>, path = '/api/v1/documents'): Buffer {
  return headOf('POST', path, { 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...headers });
}

/** What any request begins with, word for word. */
export function headOf(method: string, path: string, headers: Record<string, string | number>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

export type RawAnswer = { status: number; head: string; body: string };

/** A connection of one's own, to say what no client says. `answer` resolves when the portal has closed or cut it. */
export function openConnection(portal: Pick<TestPortal, 'url'>): { socket: Socket; answer: Promise<RawAnswer> } {
  const { hostname, port } = new URL(portal.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const answer = new Promise<RawAnswer>((resolve) => {
    const received: Buffer[] = [];
    socket.on('data', (piece) => received.push(piece));
    // A portal that has closed resets what is still sent; what it had said before is looked at all the same.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const [head = '', body = ''] = Buffer.concat(received).toString().split('\r\n\r\n', 2);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body });
    });
  });
  return { socket, answer };
}

/** Sends a whole request on a connection of its own. */
export async function sendRaw(portal: Pick<TestPortal, 'url'>, ...pieces: Buffer[]): Promise<RawAnswer> {
  const { socket, answer } = openConnection(portal);
  socket.write(Buffer.concat(pieces));
  return answer;
}
