import { setTimeout as wait } from 'node:timers/promises';
import type { Document, DocumentList, UploadAnswer } from '@portal/contract/documents';
import type { Answer, Ask } from './client.ts';
import { arrivalMs, nextStep, searches, thinkingMs } from './plan.ts';
import { anotherScan, type Scan } from './scans.ts';

/** What is timed: opening a document takes two requests, the decision and the bytes. */
export type Request = 'list' | 'search' | 'open' | 'bytes' | 'upload';

export type Visitor = {
  /** Tells patients apart. */
  number: number;
  ask: Ask;
  origin: string;
  random: (below: number) => number;
  /** How many documents are there before the visit. */
  documents: number;
  scan: Scan;
  until: number;
  note: (request: Request, milliseconds: number) => void;
  fail: (request: Request, reason: string) => void;
};

type Known = { total: number; newestId: string | undefined; shown: Document[]; uploads: number };

/**
 * One patient with one tab, until it is time: does something, looks at the answer, thinks. An answer that is not what
 * it has to be is a failure, and so is a list without what was uploaded before it was asked for.
 */
export async function visit(visitor: Visitor): Promise<void> {
  const { random, until, documents } = visitor;
  const known: Known = { total: documents, newestId: undefined, shown: [], uploads: 0 };
  await wait(random(arrivalMs));
  await list(visitor, known);
  for (;;) {
    await wait(thinkingMs(random));
    if (Date.now() >= until) return;
    const step = nextStep(random);
    if (step === 'list') await list(visitor, known);
    else if (step === 'search') await search(visitor);
    else if (step === 'upload') await upload(visitor, known);
    else await open(visitor, known);
  }
}

async function list(visitor: Visitor, known: Known): Promise<void> {
  const answer = await timed(visitor, 'list', 200, '/api/v1/documents?limit=25');
  if (!answer) return;
  const { items, total } = JSON.parse(answer.body.toString()) as DocumentList;
  known.shown = items;
  if (total !== known.total) visitor.fail('list', `${total} documents where there are ${known.total}`);
  const isMissing = known.newestId !== undefined && items[0]?.id !== known.newestId;
  if (isMissing) visitor.fail('list', 'without what was uploaded before');
}

async function search(visitor: Visitor): Promise<void> {
  const words = searches[visitor.random(searches.length)] ?? '';
  const answer = await timed(visitor, 'search', 200, `/api/v1/documents?limit=25&q=${encodeURIComponent(words)}`);
  if (!answer) return;
  const { items } = JSON.parse(answer.body.toString()) as DocumentList;
  const [first = ''] = words.split(' ');
  const isFound = items.length > 0 && items.every(({ title }) => title.toLowerCase().includes(first));
  if (!isFound) visitor.fail('search', `not what was looked for: ${words}`);
}

async function open(visitor: Visitor, known: Known): Promise<void> {
  // What is still being checked cannot be opened, and the page does not offer it.
  const ready = known.shown.filter(({ state }) => state === 'ready');
  const document = ready[visitor.random(ready.length)];
  if (!document) return;
  const answer = await timed(visitor, 'open', 302, `/api/v1/documents/${document.id}/content`);
  if (!answer) return;
  const location = new URL(String(answer.headers['location']), visitor.origin);
  const bytes = await timed(visitor, 'bytes', 200, location.pathname + location.search);
  const isOther = bytes && bytes.body.length !== document.sizeInBytes;
  if (isOther) visitor.fail('bytes', `${bytes.body.length} of ${document.sizeInBytes}`);
}

const boundary = 'a-boundary-that-no-scan-holds';
const opening = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n` +
    'Content-Type: application/pdf\r\n\r\n',
);
const ending = Buffer.from(`\r\n--${boundary}--\r\n`);

async function upload(visitor: Visitor, known: Known): Promise<void> {
  known.uploads += 1;
  const body = [opening, anotherScan(visitor.scan, visitor.number, known.uploads), ending];
  const answer = await timed(visitor, 'upload', 201, '/api/v1/documents', {
    method: 'POST',
    headers: {
      Origin: visitor.origin,
      'X-Requested-With': 'fetch',
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': body.reduce((sum, { length }) => sum + length, 0),
    },
    body,
  });
  if (!answer) return;
  known.total += 1;
  known.newestId = (JSON.parse(answer.body.toString()) as UploadAnswer).document.id;
}

/** The answer, noted with its time; undefined, and a failure, where it is another one or none. */
async function timed(
  { ask, note, fail }: Visitor,
  request: Request,
  status: number,
  ...given: Parameters<Ask>
): Promise<Answer | undefined> {
  const startedAt = performance.now();
  try {
    const answer = await ask(...given);
    note(request, performance.now() - startedAt);
    if (answer.status === status) return answer;
    const { code = '' } = (/"code":"(?<code>\w+)"/.exec(answer.body.toString())?.groups ?? {}) as { code?: string };
    fail(request, `${answer.status} ${code}`);
  } catch (error) {
    fail(request, String(error));
  }
  return undefined;
}
