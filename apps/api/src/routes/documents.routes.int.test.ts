import { createHash } from 'node:crypto';
import type { Document, DocumentList, UploadAnswer } from '@portal/contract/documents';
import { endpoints } from '@portal/contract/endpoints';
import { trashDays } from '@portal/contract/limits';
import type { Problem } from '@portal/contract/problem';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countFiles, keptBy, nothingKept, pdfSaying } from '@portal/testing/upload-tools';

let portal: TestPortal;
let client: SignedInClient;
const time = Date.parse('2026-05-03T10:00:00Z');

beforeAll(async () => {
  portal = await startTestPortal({ now: () => new Date(time) });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  client = await signedInClient(portal);
});

const upload = (who: SignedInClient, bytes: Buffer, fileName = 'scan.pdf', path = '/documents') =>
  who.post(path).attach('file', bytes, { filename: fileName, contentType: 'application/pdf' });

async function add(who: SignedInClient, text: string, fields: Record<string, string> = {}): Promise<Document> {
  let request = upload(who, pdfSaying(text));
  for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
  const answer = await request.expect(201);
  return (answer.body as UploadAnswer).document;
}

const list = async (query = ''): Promise<DocumentList> =>
  (await client.get(`/documents${query}`).expect(200)).body as DocumentList;

describe('the life of a document', () => {
  it('is uploaded, listed, opened, changed, trashed, restored and deleted for good, and each step is written down', async () => {
    const bytes = pdfSaying('a whole life');
    const filesBefore = await countFiles(portal);
    const uploaded = await upload(client, bytes, 'Blood_test 2026.pdf')
      .field('category', 'lab_result')
      .field('documentDate', '2026-05-01')
      .expect(201);
    const { document, duplicate } = uploaded.body as UploadAnswer;
    expect(duplicate).toBe(false);
    expect(uploaded.headers['location']).toBe(`/api/v1/documents/${document.id}`);
    expect(document).toEqual({
      id: document.id,
      state: 'ready',
      title: 'Blood test 2026',
      fileName: 'Blood_test 2026.pdf',
      category: 'lab_result',
      documentDate: '2026-05-01',
      note: '',
      sizeInBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      pageCount: null,
      hasActiveContent: false,
      checkResult: 'not_scanned',
      checkedAt: null,
      uploadedAt: new Date(time).toISOString(),
      trashedAt: null,
      purgeAt: null,
      revision: 1,
    });
    expect(await list()).toMatchObject({ items: [document], total: 1, nextCursor: null });
    const one = await client.get(`/documents/${document.id}`).expect(200);
    expect(one.body).toEqual({ document });
    expect(one.headers['etag']).toBe('"1"');

    for (const disposition of ['inline', 'attachment']) {
      const opened = await client.get(`/documents/${document.id}/content?disposition=${disposition}`).expect(302);
      const file = await client.agent.get(opened.headers['location']!).buffer(true).expect(200);
      expect(Buffer.compare(file.body as Buffer, bytes)).toBe(0);
      expect(file.headers['content-disposition']).toBe(`${disposition}; filename="Blood_test 2026.pdf"`);
    }
    const changed = await client
      .patch(`/documents/${document.id}`)
      .send({ title: 'Blood', note: 'fasting' })
      .expect(200);
    expect(changed.body).toEqual({ document: { ...document, title: 'Blood', note: 'fasting', revision: 2 } });

    await client.delete(`/documents/${document.id}`).expect(204);
    await client.delete(`/documents/${document.id}`).expect(204);
    expect(await list()).toMatchObject({ items: [], total: 0 });
    const [trashed] = (await list('?view=trash')).items;
    expect(Date.parse(trashed!.purgeAt!) - Date.parse(trashed!.trashedAt!)).toBe(trashDays * 24 * 60 * 60 * 1000);
    await client.patch(`/documents/${document.id}`).send({ title: 'x' }).expect(409);
    expect((await client.get(`/documents/${document.id}/content`).expect(409)).body).toMatchObject({
      code: 'document_in_trash',
    });
    await client.post(`/documents/${document.id}/restore`).expect(200);
    expect((await client.post(`/documents/${document.id}/restore`).expect(409)).body).toMatchObject({
      code: 'document_not_in_trash',
    });
    expect((await list()).items).toHaveLength(1);

    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    await client.get(`/documents/${document.id}`).expect(404);
    expect(await countFiles(portal)).toBe(filesBefore);
    const actions = await askDatabase(
      portal.database,
      'select action, outcome from activity where document_id = $1 order by id',
      [document.id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'document_uploaded',
      'document_viewed',
      'document_downloaded',
      'document_changed',
      'document_trashed',
      'document_refused',
      'document_refused',
      'document_restored',
      'document_refused',
      'document_deleted',
      'document_refused',
    ]);
  });

  it('is viewed once in ten minutes, however often its URL is asked for', async () => {
    const { id } = await add(client, 'viewed often');
    const views = async () => {
      await client.get(`/documents/${id}/content`).expect(302);
      const [row] = await askDatabase(
        portal.database,
        `select count(*)::int as views from activity where document_id = $1 and action = 'document_viewed'`,
        [id],
      );
      return row?.['views'];
    };
    expect(await views()).toBe(1);
    expect(await views()).toBe(1);
    await askDatabase(portal.database, `update activity set at = at - interval '11 minutes' where document_id = $1`, [
      id,
    ]);
    expect(await views()).toBe(2);
  });

  it('is not opened before its view is written down', async () => {
    const { id } = await add(client, 'written down first');
    await askDatabase(portal.database, 'revoke insert on activity from portal_app');
    try {
      const refused = await client.get(`/documents/${id}/content`).expect(500);
      expect(refused.headers['location']).toBeUndefined();
      await client.delete(`/documents/${id}`).expect(500);
    } finally {
      await askDatabase(portal.database, 'grant insert on activity to portal_app');
    }
    expect((await list()).items).toHaveLength(1);
  });
});

describe('somebody else', () => {
  it('gets the answer of a document that never was, on every verb, and their record tells of it', async () => {
    const { id } = await add(client, 'of patient A');
    const stranger = await signedInClient(portal);
    const verbs = endpoints.filter(({ path }) => path.includes(':documentId'));
    expect(verbs.length).toBeGreaterThanOrEqual(5);
    const missing = newId();
    for (const { method, path, body } of verbs) {
      const ask = async (documentId: string) => {
        const call = stranger[method.toLowerCase() as 'get'](path.replace(':documentId', documentId));
        const answer = await (body ? call.send({ title: 'mine' }) : call);
        // Every answer has a number and a time of its own.
        const problem = { ...(answer.body as Problem), instance: '' };
        const headers = { ...(answer.headers as Record<string, string>), date: '', 'x-request-id': '' };
        return { status: answer.status, problem, headers };
      };
      const foreign = await ask(id);
      expect(foreign).toEqual(await ask(missing));
      expect(foreign).toMatchObject({ status: 404, problem: { code: 'document_not_found' } });
    }
    await stranger.delete(`/documents/${id}?permanently=true`).expect(404);
    expect((await client.get(`/documents/${id}`).expect(200)).body).toMatchObject({ document: { revision: 1 } });
    const [refusals] = await askDatabase(
      portal.database,
      `select count(*)::int as count, count(distinct record_id)::int as records from activity
       where document_id = $1 and action = 'document_refused' and outcome = 'refused'
         and record_id <> (select record_id from documents where id = $1)`,
      [id],
    );
    // Each verb once, and the deletion for good.
    expect(refusals).toEqual({ count: verbs.length + 1, records: 1 });
  });

  it('sees nothing of it in lists, counts, searches and duplicates', async () => {
    const bytes = pdfSaying('the same letter for both');
    await upload(client, bytes).field('title', 'Canary').expect(201);
    const stranger = await signedInClient(portal);
    expect((await stranger.get('/documents?q=canary').expect(200)).body).toMatchObject({ items: [] });
    expect((await stranger.get('/documents/summary').expect(200)).body).toMatchObject({ active: 0 });
    expect((await upload(stranger, bytes).expect(201)).body).toMatchObject({ duplicate: false });
  });
});

describe('lists', () => {
  it('come page by page, with cursors that hold no title', async () => {
    for (const title of ['Anna Canary', 'Berta Canary', 'Clara Canary']) await add(client, title, { title });
    const first = await list('?limit=2&sort=title');
    expect(first.items.map(({ title }) => title)).toEqual(['Anna Canary', 'Berta Canary']);
    expect(Buffer.from(first.nextCursor!, 'base64url').toString('latin1')).not.toMatch(/berta|canary/i);
    const second = await list(`?limit=2&sort=title&cursor=${first.nextCursor}`);
    expect(second.items.map(({ title }) => title)).toEqual(['Clara Canary']);
    expect(second.nextCursor).toBeNull();
    for (const query of [
      'sort=-uploadedAt',
      'sort=title&view=trash',
      'sort=title&category=other',
      'sort=title&q=canary',
    ]) {
      await client.get(`/documents?${query}&cursor=${first.nextCursor}`).expect(400);
    }
    const stranger = await signedInClient(portal);
    await stranger.get(`/documents?limit=2&sort=title&cursor=${first.nextCursor}`).expect(400);
  });

  it.each(
    [
      'limit=-1',
      'limit=0',
      'limit=101',
      'limit=1e9',
      'limit=NaN',
      'limit=1.5',
      'limit=',
      'limit=1&limit=2',
      'sort=size',
      'view=all',
      'category=x',
      'cursor=',
      'cursor=x',
      'cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      `cursor=${'A'.repeat(3000)}`,
      'unknown=1',
      `q=${'x'.repeat(201)}`,
      'q=%00',
      'q[$ne]=1',
    ].map((query) => ({ query, shown: query.slice(0, 40) })),
  )('refuses $shown', async ({ query }) => {
    const { body } = await client.get(`/documents?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'invalid_request' });
  });

  it('are not sent again to who has them, until something changes', async () => {
    const { id } = await add(client, 'not sent again');
    const { headers } = await client.get('/documents').expect(200);
    const etag = headers['etag']!;
    expect(etag).toMatch(/^"\d+-[0-9a-f-]{36}"$/);
    const same = await client.get('/documents').set('If-None-Match', etag).expect(304);
    expect(same.text).toBe('');
    await client.patch(`/documents/${id}`).send({ note: 'x' }).expect(200);
    await client.get('/documents').set('If-None-Match', etag).expect(200);
  });

  it('are counted by state and category', async () => {
    await add(client, 'one', { category: 'imaging' });
    await add(client, 'two', { category: 'imaging' });
    const third = await add(client, 'three');
    await client.delete(`/documents/${third.id}`).expect(204);
    const { body } = await client.get('/documents/summary').expect(200);
    expect(body).toMatchObject({
      active: 2,
      trashed: 1,
      byState: { ready: 2, blocked: 0 },
      byCategory: { imaging: 2, other: 0 },
    });
  });

  it('are searched without regard to accents', async () => {
    await add(client, 'accents', { title: 'Überweisung Schilddrüse' });
    for (const query of ['uberweisung', 'schilddruse über', 'SCHILD']) {
      expect((await list(`?q=${encodeURIComponent(query)}`)).items).toHaveLength(1);
    }
    expect(await list('?q=niere')).toMatchObject({ items: [], total: null });
  });
});

describe('a change', () => {
  it('of what somebody changed meanwhile is refused, if one says what one saw', async () => {
    const { id } = await add(client, 'changed twice');
    await client.patch(`/documents/${id}`).set('If-Match', '"1"').send({ note: 'first' }).expect(200);
    for (const tag of ['"1"', '"x"', 'x', '"99999999999999999999"', '"1", "2"']) {
      const late = await client.patch(`/documents/${id}`).set('If-Match', tag).send({ note: 'late' }).expect(412);
      expect(late.body).toMatchObject({ code: 'document_changed' });
    }
    await client.patch(`/documents/${id}`).set('If-Match', '*').send({ note: 'last' }).expect(200);
  });

  it.each(
    [
      { ownerId: 'x' },
      { state: 'ready' },
      { sha256: 'x' },
      { storageKey: 'x' },
      { recordId: 'x' },
      { title: ' ' },
      { title: 'a\u0000b' },
      { title: 'x'.repeat(201) },
      { title: 1 },
      { category: 'x' },
      { documentDate: '2026-02-30' },
      { documentDate: '1066-01-01' },
      { note: 'x'.repeat(2001) },
      {},
      { title: null },
      [],
      { title: 'ok', purgeAt: null },
    ].map((body) => ({ body, shown: JSON.stringify(body).slice(0, 40) })),
  )('of $shown is refused', async ({ body }) => {
    const { id } = await add(client, `refused change ${JSON.stringify(body).slice(0, 40)}`);
    expect((await client.patch(`/documents/${id}`).send(body).expect(400)).body).toMatchObject({
      code: 'invalid_request',
    });
    expect((await client.get(`/documents/${id}`).expect(200)).body).toMatchObject({ document: { revision: 1 } });
  });
});

describe('an upload', () => {
  it('takes its fields in any order', async () => {
    const after = await upload(client, pdfSaying('fields after'))
      .field('title', 'After')
      .field('category', 'imaging')
      .expect(201);
    expect(after.body).toMatchObject({ document: { title: 'After', category: 'imaging' } });
    const before = await client
      .post('/documents')
      .field('title', 'Before')
      .field('documentDate', '2020-02-29')
      .attach('file', pdfSaying('fields before'), 'a.pdf')
      .expect(201);
    expect(before.body).toMatchObject({ document: { title: 'Before', documentDate: '2020-02-29' } });
    const empty = await upload(client, pdfSaying('empty fields'), 'b.pdf')
      .field('title', '')
      .field('category', '')
      .field('documentDate', '')
      .expect(201);
    expect(empty.body).toMatchObject({ document: { title: 'b', category: 'other', documentDate: null } });
  });

  it.each([
    [{ ownerId: 'x' }, 'ownerId'],
    [{ storageKey: 'x' }, 'storageKey'],
    [{ state: 'ready' }, 'state'],
    [{ category: 'x' }, 'category'],
    [{ documentDate: 'yesterday' }, 'documentDate'],
    [{ title: '   ' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ file: 'x' }, 'file'],
  ] as const)('with a field that is not allowed is refused, and nothing is kept: %.30j', async (fields, field) => {
    const before = await keptBy(portal);
    let request = upload(client, pdfSaying(`refused ${field}`));
    for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
    const { body } = await request.expect(400);
    expect(body).toMatchObject({
      code: 'invalid_request',
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
    expect(await keptBy(portal)).toEqual(before);
  });

  it('of bytes that are here already answers the document that is here', async () => {
    const bytes = pdfSaying('sent twice');
    const first = (await upload(client, bytes, 'first.pdf').expect(201)).body as UploadAnswer;
    const before = await keptBy(portal);
    const second = await upload(client, bytes, 'second.pdf').expect(200);
    expect(second.body).toEqual({ document: first.document, duplicate: true });
    expect(second.headers['location']).toBe(`/api/v1/documents/${first.document.id}`);
    expect(await keptBy(portal)).toEqual(before);
    const both = (await upload(client, bytes, 'third.pdf', '/documents?keepBoth=true').expect(201))
      .body as UploadAnswer;
    expect(both).toMatchObject({ duplicate: false, document: { fileName: 'third.pdf' } });
    expect(both.document.id).not.toBe(first.document.id);
    await client.delete(`/documents/${first.document.id}`).expect(204);
    const third = (await upload(client, bytes).expect(201)).body as UploadAnswer;
    await client.post(`/documents/${first.document.id}/restore`).expect(200);
    expect(new Set((await list()).items.map(({ id }) => id))).toEqual(
      new Set([both.document.id, first.document.id, third.document.id]),
    );
  });

  it('that may stand beside the same bytes is no copy where there are none', async () => {
    const bytes = pdfSaying('kept beside nothing');
    const first = (await upload(client, bytes, 'first.pdf', '/documents?keepBoth=true').expect(201))
      .body as UploadAnswer;
    const second = await upload(client, bytes, 'second.pdf').expect(200);
    expect(second.body).toEqual({ document: first.document, duplicate: true });
  });

  it('of the same bytes at the same time keeps them once', async () => {
    const bytes = pdfSaying('at the same time');
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(client, bytes)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(new Set(answers.map(({ body }) => (body as UploadAnswer).document.id)).size).toBe(1);
    expect((await list()).items).toHaveLength(1);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 422, 'file_empty'],
    ['four bytes', Buffer.from('%PDF'), 415, 'not_a_pdf'],
    ['a program', Buffer.from('MZ\x90\x00 and so on, %PDF-1.7 inside'), 415, 'not_a_pdf'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n%PDF-', 'latin1'), 415, 'not_a_pdf'],
    ['a PDF after a line', Buffer.from('\n%PDF-1.7'), 415, 'not_a_pdf'],
    ['a web page', Buffer.from('<html>%PDF-1.7</html>'), 415, 'not_a_pdf'],
  ])('of %s, called a PDF, is refused before anything is kept', async (_what, bytes, status, code) => {
    const before = await keptBy(portal);
    expect((await upload(client, bytes).expect(status)).body).toMatchObject({ code });
    expect(await keptBy(portal)).toEqual(before);
  });

  it('may begin with a byte order mark, and be named as anything', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pdfSaying('marked')]);
    const answer = await client
      .post('/documents')
      .attach('file', bytes, { filename: 'virus.exe', contentType: 'image/png' })
      .expect(201);
    expect(answer.body).toMatchObject({ document: { fileName: 'virus.exe', title: 'virus.exe' } });
  });

  it.each([
    ['no file', () => client.post('/documents').field('title', 'x'), 422, 'file_missing'],
    ['JSON', () => client.post('/documents').send({ file: 'x' }), 415, 'unsupported_media_type'],
    ['no body', () => client.post('/documents'), 415, 'unsupported_media_type'],
    [
      'two files',
      () => upload(client, pdfSaying('one of two')).attach('file', pdfSaying('two of two'), 'b.pdf'),
      400,
      'malformed_upload',
    ],
    [
      'a file of another name',
      () => client.post('/documents').attach('other', pdfSaying('another name'), 'a.pdf'),
      400,
      'malformed_upload',
    ],
  ])('with %s is refused', async (_what, send, status, code) => {
    const before = await keptBy(portal);
    const answer = await send();
    expect(answer.body).toMatchObject({ code });
    expect(answer.status).toBe(status);
    expect(await keptBy(portal)).toEqual(before);
  });
});

it('a portal that nobody has used keeps nothing', async () => {
  const empty = await startTestPortal();
  try {
    expect(await keptBy(empty)).toEqual(nothingKept);
  } finally {
    await empty.stop();
  }
});
