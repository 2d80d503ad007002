import type { ListedDocument } from '@portal/core/documents/documents.port';
import type { DocumentIndex, DocumentIndexPort } from '@portal/core/processing/document-index.port';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDocument, type DocumentsHarness, later, type Owner, queryOf } from '../port-suites/documents-harness.ts';
import { createPostgresDocumentIndex } from './document-index.postgres.ts';
import { createPostgresDocumentsHarness } from './documents-harness.postgres.ts';
import { createPostgresJobs } from './jobs.postgres.ts';
import { createPostgres, type Postgres } from './pool.ts';
import { createPostgresThumbnails } from './thumbnails.postgres.ts';
import { createUnitOfWork } from './unit-of-work.postgres.ts';

let database: TestDatabase;
let postgres: Postgres;
let harness: DocumentsHarness;
let documentIndex: DocumentIndexPort;

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = createPostgres({ url: secret(database.applicationUrl), onError: () => undefined });
  harness = createPostgresDocumentsHarness(postgres);
  documentIndex = createPostgresDocumentIndex(postgres);
});
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

const picture = { bytes: Buffer.from('RIFFwebp'), contentType: 'image/webp' } as const;
const keep = (input: DocumentIndex) =>
  createUnitOfWork(postgres, (client) => ({ index: createPostgresDocumentIndex(client) }))(({ index }) =>
    index.keep(input),
  );

async function addText(owner: Owner, title: string, ...texts: readonly string[]): Promise<DocumentIndex> {
  const { id } = await addDocument(harness, owner, { title, fileName: 'x.pdf' });
  const pages = texts.map((text, index) => ({ page: index + 1, text, source: 'text' as const }));
  const input = { recordId: owner.recordId, documentId: id, thumbnail: picture, pages, indexedAt: later(5) };
  expect(await keep(input)).toBe(true);
  return input;
}

const search = async (owner: Owner, words: string, more: Parameters<typeof queryOf>[1] = {}) =>
  (await harness.documents.list(queryOf(owner, { search: words, sort: 'relevance', ...more }))).items;
const hitOf = ({ title, hit }: ListedDocument) => [
  title,
  hit?.page,
  hit?.snippet.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join(''),
];
const versionOf = async ({ recordId }: Owner) => (await harness.documents.summarise(recordId)).version.number;

describe('the words of a text', () => {
  it('are found as title words are: case and accents folded, the last one begun', async () => {
    const owner = await harness.newRecord();
    await addText(owner, 'Letter', 'Cover page', 'Überweisung wegen Größe\nund Hämoglobin 12,4');
    for (const words of ['uberweisung', 'GROSSE', 'hämo', 'und hamoglobin', '12 4']) {
      expect(
        (await search(owner, words)).map(hitOf).map(([title, page]) => [title, page]),
        words,
      ).toEqual([['Letter', 2]]);
    }
    for (const words of ['weisung', 'hamo und', 'unicorn']) expect(await search(owner, words), words).toEqual([]);
  });

  it('are found in their other forms too, in the language of the page', async () => {
    const owner = await harness.newRecord();
    await addText(owner, 'English', 'The infections of the lungs were treated with antibiotics.');
    await addText(owner, 'Spanish', 'Las infecciones de los pulmones se trataron con antibióticos.');
    await addText(owner, 'Arabic', 'تم علاج المريض في المستشفى');
    const titles = async (words: string) => (await search(owner, words)).map(({ title }) => title).toSorted();
    expect(await titles('infection')).toEqual(['English']);
    expect(await titles('lung treat')).toEqual(['English']);
    expect(await titles('infección pulmón')).toEqual(['Spanish']);
    expect(await titles('infecciones higado')).toEqual([]);
    expect(await titles('مريض')).toEqual(['Arabic']);
    expect((await search(owner, 'treating infection')).map(hitOf)).toEqual([
      ['English', 1, 'The [infections] of the lungs were [treated] with antibiotics.'],
    ]);
  });

  it('of one language are no forms of another’s', async () => {
    const owner = await harness.newRecord();
    await addText(owner, 'English', 'The car of the patient is in the garage.');
    expect(await search(owner, 'care now')).toEqual([]);
    expect(await search(owner, 'care')).toEqual([]);
  });

  it('lead to the first page that holds all of them, or else to the one that holds most', async () => {
    const owner = await harness.newRecord();
    await addText(owner, 'Report', 'iron', 'iron and zinc, low', 'zinc and iron', 'copper');
    const pageOf = async (words: string) => (await search(owner, words))[0]?.hit?.page;
    expect(await pageOf('zinc iron')).toBe(2);
    expect(await pageOf('iron')).toBe(1);
    expect(await pageOf('copper zinc iron')).toBe(2);
    expect(await pageOf('report copper')).toBe(4);
    expect((await search(owner, 'report')).map(({ hit }) => hit)).toEqual([undefined]);
  });

  it('are shown as they stand, markup and all, and never of what is in the trash', async () => {
    const owner = await harness.newRecord();
    const { recordId, documentId } = await addText(owner, 'Page', `<script>alert('iron')</script> \\ 'x':*`);
    expect((await search(owner, 'iron')).map(hitOf)).toEqual([
      ['Page', 1, `<script>alert('[iron]')</script> \\ 'x':*`],
    ]);
    await harness.inTransaction(({ documents }) => documents.trash(recordId, documentId, later(20), later(99)));
    expect((await search(owner, 'iron', { view: 'trash' })).map(({ title, hit }) => [title, hit])).toEqual([
      ['Page', undefined],
    ]);
  });

  it('of one record lead nowhere in another, nor does its picture', async () => {
    const [owner, stranger] = [await harness.newRecord(), await harness.newRecord()];
    const { documentId } = await addText(stranger, 'Theirs', 'haemoglobin');
    expect(await search(owner, 'haemoglobin')).toEqual([]);
    const thumbnails = createPostgresThumbnails(postgres);
    expect(await thumbnails.find(owner.recordId, documentId)).toBeUndefined();
    expect(await thumbnails.find(stranger.recordId, documentId)).toEqual(picture);
    expect(await keep({ ...owner, documentId, thumbnail: picture, pages: [], indexedAt: later(6) })).toBe(false);
  });

  it('are as many as have room: very many different ones fail nobody', async () => {
    const owner = await harness.newRecord();
    const page = (from: number) => Array.from({ length: 5_000 }, (_, index) => `word${from + index}`).join(' ');
    await addText(owner, 'Long', ...Array.from({ length: 10 }, (_, index) => page(index * 5_000)), 'a'.repeat(50_000));
    expect(await search(owner, 'word1234')).toHaveLength(1);
    expect(await search(owner, 'word49999')).toHaveLength(0);
  });
});

describe('picture and words', () => {
  it('are kept once, whoever comes second or at the same time', async () => {
    const owner = await harness.newRecord();
    const { recordId, id: documentId } = await addDocument(harness, owner);
    const input = { recordId, documentId, thumbnail: picture, pages: [], indexedAt: later(5) };
    expect(await documentIndex.findUnindexed(recordId, documentId)).toMatchObject({ storageKey: expect.any(String) });
    const done = await Promise.all([keep(input), keep(input), keep(input)]);
    expect(done.filter((isKept) => isKept)).toHaveLength(1);
    expect(await documentIndex.findUnindexed(recordId, documentId)).toBeUndefined();
    expect(await harness.documents.find(recordId, documentId)).toMatchObject({ hasThumbnail: true, revision: 1 });
  });

  it('make another version of the record’s lists, each of them; nothing found makes none', async () => {
    const owner = await harness.newRecord();
    const add = async () => (await addDocument(harness, owner)).id;
    const pages = [{ page: 1, text: 'iron', source: 'ocr' as const }];
    for (const [changes, isSeen] of [
      [{}, false],
      [{ pages }, true],
      [{ thumbnail: picture }, true],
    ] as const) {
      const documentId = await add();
      const before = await versionOf(owner);
      const { recordId } = owner;
      await keep({ recordId, documentId, thumbnail: undefined, pages: [], indexedAt: later(5), ...changes });
      expect((await versionOf(owner)) > before).toBe(isSeen);
    }
  });

  it('are not kept of what is closed or gone, and go with the document', async () => {
    const owner = await harness.newRecord();
    const closed = await addDocument(harness, owner, { state: 'processing', checkResult: null });
    const input = { recordId: owner.recordId, thumbnail: picture, pages: [], indexedAt: later(5) };
    expect(await documentIndex.findUnindexed(owner.recordId, closed.id)).toBeUndefined();
    expect(await keep({ ...input, documentId: closed.id })).toBe(false);
    const { recordId, documentId } = await addText(owner, 'Gone soon', 'iron');
    await harness.inTransaction(({ documents }) => documents.remove(recordId, documentId, later(9)));
    expect(await keep({ ...input, documentId })).toBe(false);
    const left = `select document_id from document_texts where record_id = $1
      union all select document_id from document_thumbnails where record_id = $1`;
    expect(await askDatabase(database, left, [recordId])).toEqual([]);
  });

  it('that are missing are looked for among all records, the newest first, without those that wait', async () => {
    await postgres.query(`update document_searches set indexed_at = now()`);
    const owner = await harness.newRecord();
    const [old, waiting, young, newest] = [
      await addDocument(harness, owner),
      await addDocument(harness, owner),
      await addDocument(harness, owner, { uploadedAt: later(500) }),
      await addDocument(harness, owner),
    ];
    await addDocument(harness, owner, { state: 'processing', checkResult: null });
    await addText(owner, 'Indexed', 'iron');
    const { recordId } = owner;
    await createPostgresJobs(postgres).enqueue({ kind: 'index_document', recordId, documentId: waiting.id });
    const list = (limit: number) => documentIndex.listUnindexed({ checkedBefore: later(100), limit });
    expect(await list(10)).toEqual([newest, old].map(({ id: documentId }) => ({ recordId, documentId })));
    expect(await list(1)).toEqual([{ recordId, documentId: newest.id }]);
    expect(await documentIndex.listUnindexed({ checkedBefore: later(600), limit: 10 })).toHaveLength(3);
    expect(young.id).toBeDefined();
  });
});
