import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document, DocumentList, UploadAnswer } from '@portal/contract/documents';
import { keepableFileName } from '@portal/core/documents/file-name';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundary, filePart, form, pdfSaying, sha256Of, untilChecked } from '@portal/testing/upload-tools';

/** Files that nobody here made. They stand beside the project, not in it: what needs them is defined where they are. */
const corpus = fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const hasCorpus = existsSync(corpus);

let portal: TestPortal;
let client: SignedInClient;
const pid = process.pid;

beforeAll(async () => {
  portal = await startTestPortal();
  client = await signedInClient(portal);
});
afterAll(() => portal.stop());

const send = (bytes: Buffer, fileName: string) =>
  client
    .post('/documents?keepBoth=true')
    .set('Content-Type', `multipart/form-data; boundary=${boundary}`)
    .send(form(filePart(bytes, 'file', fileName)));

/** It is kept as it came; what the check makes of it opens, or is closed with a reason. */
async function expectKept(bytes: Buffer, fileName: string): Promise<Document> {
  const answer = await send(bytes, fileName);
  expect([answer.status, fileName]).toEqual([201, fileName]);
  const { document } = answer.body as UploadAnswer;
  expect(document).toMatchObject({ fileName, sizeInBytes: bytes.length, sha256: sha256Of(bytes), state: 'processing' });
  const checked = await untilChecked(client, document.id);
  const opened = await client.get(`/documents/${document.id}/content`);
  if (checked.state === 'ready') {
    expect([opened.status, fileName]).toEqual([302, fileName]);
    const file = await client.agent.get(opened.headers['location']!).buffer(true).expect(200);
    expect(Buffer.compare(file.body as Buffer, bytes)).toBe(0);
  } else {
    expect([opened.status, checked.state, fileName]).toEqual([409, 'refused', fileName]);
    expect(checked.checkResult).toMatch(/^(locked|damaged)$/);
  }
  return checked;
}

const hasHeader = (bytes: Buffer): boolean => /^(\xef\xbb\xbf)?%PDF-/.test(bytes.subarray(0, 8).toString('latin1'));

it('a PDF of our own making comes back as it went', async () => {
  expect(await expectKept(pdfSaying('of our own making'), 'own.pdf')).toMatchObject({ state: 'ready' });
  expect((await client.get('/documents').expect(200)).body).toMatchObject({ total: 1 });
});

const folders = hasCorpus ? ['ordinary', 'features', 'one-fault', 'damaged', 'active'] : [];

/**
 * By the corpus' own table only the single faults may be refused: those of the header, and some others that were made
 * from a file with a space before its `%PDF-`.
 */
function isRefusedByTheTable(folder: string, name: string): boolean {
  return folder === 'one-fault' && (name.startsWith('T01_') || name.startsWith('T02-05-01_'));
}

/** Sound, but nobody opens them without the password that the corpus' own table speaks of. */
const locked = new Set([
  'libreoffice-writer-password.pdf',
  'print_protection.pdf',
  'issue3371.pdf',
  'encryption_openpassword.pdf',
]);
/** Here a file may be beyond what a reader opens. */
const mayBeDamaged = new Set(['one-fault', 'damaged']);

function expectVerdict(folder: string, { fileName, state, checkResult }: Document): void {
  if (mayBeDamaged.has(folder)) return;
  const isOpen = !locked.has(fileName);
  expect([fileName, state, checkResult]).toEqual([
    fileName,
    isOpen ? 'ready' : 'refused',
    isOpen ? 'not_scanned' : 'locked',
  ]);
}

describe.each(folders)('the corpus: %s', (name) => {
  const folder = join(corpus, name);
  it('row 17: is taken where its files begin as a PDF does, and refused where they do not; nothing else happens', async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const pdfs = paths.filter((path) => path.toLowerCase().endsWith('.pdf'));
    expect(pdfs.length).toBeGreaterThan(0);
    const refused: string[] = [];
    for (const path of pdfs) {
      const bytes = await readFile(path);
      if (hasHeader(bytes)) {
        expectVerdict(name, await expectKept(bytes, basename(path)));
        continue;
      }
      const answer = await send(bytes, basename(path));
      expect([[415, 422].includes(answer.status), path]).toEqual([true, path]);
      refused.push(relative(folder, path));
    }
    expect(refused.filter((path) => !isRefusedByTheTable(name, path))).toEqual([]);
    expect(process.pid).toBe(pid);
    await client.get('/documents').expect(200);
  }, 120_000);
});

/** A few of each kind, so that there is always something naughty: the whole list is the corpus'. */
const ownNaughtyStrings = [
  'undefined',
  'null',
  '1; DROP TABLE documents',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '../../../etc/passwd',
  '%00',
  '\u0000',
  '',
  '   ',
  '\ufeff',
  '\u202ereverse',
  'Ω≈ç√∫˜µ≤≥÷',
  '田中さんにあげて下さい',
  '🏳0🌈️',
  '\ud83d',
  'a\r\nSet-Cookie: x',
  '${jndi:ldap://x}',
  '{{7*7}}',
  '\u0001\u0002',
];

describe('naughty strings', () => {
  const file = join(corpus, 'naughty-strings.json');
  const readStrings = async (): Promise<string[]> =>
    hasCorpus ? [...ownNaughtyStrings, ...(JSON.parse(await readFile(file, 'utf8')) as string[])] : ownNaughtyStrings;

  it('are titles, notes and searches as they are', async () => {
    const { document } = (await send(pdfSaying('naughty titles'), 'a.pdf').expect(201)).body as UploadAnswer;
    for (const text of (await readStrings()).filter(isTitle)) {
      const changed = await client.patch(`/documents/${document.id}`).send({ title: text, note: text });
      expect([changed.status, text]).toEqual([200, text]);
      expect((changed.body as UploadAnswer).document).toMatchObject({ title: text, note: text });
      const found = await client.get('/documents').query({ q: text, limit: 100 });
      expect([found.status, text]).toEqual([200, text]);
      const isFound = (found.body as DocumentList).items.some(({ id }) => id === document.id);
      expect([isFound || !/[\p{L}\p{N}]/u.test(text), text]).toEqual([true, text]);
    }
  }, 120_000);

  it('are refused as titles, notes and searches for what these cannot be', async () => {
    const { document } = (await send(pdfSaying('naughty refusals'), 'a.pdf').expect(201)).body as UploadAnswer;
    const path = `/documents/${document.id}`;
    for (const text of (await readStrings()).filter((string) => !isTitle(string))) {
      const isKeepable = !text.includes('\u0000') && text.isWellFormed();
      expect([(await client.patch(path).send({ title: text })).status, text]).toEqual([400, text]);
      expect([(await client.patch(path).send({ note: text })).status, text]).toEqual([isKeepable ? 200 : 400, text]);
      // Half of a surrogate pair can't be written into a URL: it arrives as a character that stands for it.
      const isSearch = !text.includes('\u0000') && [...text].length <= 200;
      expect([(await client.get('/documents').query({ q: text })).status, text]).toEqual([isSearch ? 200 : 400, text]);
    }
  }, 120_000);

  it('row 18: are file names as they are', async () => {
    const bytes = pdfSaying('naughty names');
    const sent: Document[] = [];
    await together((await readStrings()).filter(isHeaderText), async (text) => {
      const escaped = escapeHeaderText(text);
      const answer = await send(bytes, escaped);
      expect([answer.status, text]).toEqual([201, text]);
      const { document } = answer.body as UploadAnswer;
      expect(document.fileName).toBe(keepableFileName(readHeaderText(escaped)));
      sent.push(document);
    });
    // Several hundred: they are waited for together.
    await expect.poll(() => countUnchecked(), { timeout: 90_000, interval: 200 }).toBe(0);
    await together(sent, async ({ id }) => {
      const opened = await client.get(`/documents/${id}/content?disposition=attachment`).expect(302);
      await client.agent.head(opened.headers['location']!).expect(200);
    });
  }, 120_000);

  it('row 18: are refused as file names where a header cannot hold them', async () => {
    const bytes = pdfSaying('naughty headers');
    await together(
      (await readStrings()).filter((text) => !isHeaderText(text)),
      async (text) => {
        expect([[400, 422].includes((await send(bytes, escapeHeaderText(text))).status), text]).toEqual([true, text]);
      },
    );
  }, 120_000);
});

async function countUnchecked(): Promise<number> {
  const query = `select count(*)::int as unchecked from documents where state = 'processing'`;
  return Number((await askDatabase(portal.database, query))[0]?.['unchecked']);
}

async function together<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const next = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, next));
}

function isTitle(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed() && [...text].length <= 200 && text.trim() !== '';
}

/**
 * A part's header can't hold control characters; a name that is empty is none, and the last backslash of one takes
 * its closing quote for a letter.
 */
function isHeaderText(text: string): boolean {
  const isControl = (character: string) => (character < ' ' && !'\t\r\n'.includes(character)) || character === '\u007f';
  return text !== '' && ![...text].some(isControl) && !/(?<!\\)(\\\\)*\\$/.test(text);
}

/** As the WHATWG form encoding has it. */
function escapeHeaderText(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

/** In a header a backslash stands before a backslash; and what already looked like an escape can't be told from one. */
function readHeaderText(text: string): string {
  return text.replaceAll('\\\\', '\\').replaceAll(/%0d/gi, '\r').replaceAll(/%0a/gi, '\n').replaceAll('%22', '"');
}
