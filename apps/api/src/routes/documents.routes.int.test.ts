import { createHash } from 'node:crypto';
import type { UploadAnswer } from '@portal/contract/documents';
import { endpoints } from '@portal/contract/endpoints';
import { trashDays } from '@portal/contract/limits';
import type { Problem } from '@portal/contract/problem';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { signedInClient } from '@portal/testing/signed-in-client';
import { addDocument, countFiles, pdfSaying, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { describe, expect, it } from 'vitest';
import { setDocumentsStage } from '../tests/documents-stage.ts';

const stage = setDocumentsStage();

describe('the life of a document', () => {
  it('row 34: is uploaded, listed, opened, changed, trashed, restored and deleted for good, and each step is written down', async () => {
    const bytes = pdfSaying('a whole life');
    const filesBefore = await countFiles(stage.portal);
    const uploaded = await sendPdf(stage.client, bytes, 'Blood_test 2026.pdf')
      .field('category', 'lab_result')
      .field('documentDate', '2026-05-01')
      .expect(201);
    const { document: unchecked, duplicate } = uploaded.body as UploadAnswer;
    expect(unchecked).toMatchObject({ state: 'processing', checkResult: null, checkedAt: null });
    const document = await untilChecked(stage.client, unchecked.id);
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
      pageCount: 1,
      hasActiveContent: false,
      hasThumbnail: false,
      checkResult: 'not_scanned',
      checkedAt: stage.now.toISOString(),
      uploadedAt: stage.now.toISOString(),
      trashedAt: null,
      purgeAt: null,
      revision: 1,
    });
    expect(await stage.list()).toMatchObject({ items: [document], total: 1, nextCursor: null });
    const one = await stage.client.get(`/documents/${document.id}`).expect(200);
    expect(one.body).toEqual({ document });
    expect(one.headers['etag']).toBe('"1-ready"');

    for (const disposition of ['inline', 'attachment']) {
      const opened = await stage.client.get(`/documents/${document.id}/content?disposition=${disposition}`).expect(302);
      const file = await stage.client.agent.get(opened.headers['location']!).buffer(true).expect(200);
      expect(Buffer.compare(file.body as Buffer, bytes)).toBe(0);
      expect(file.headers['content-disposition']).toBe(`${disposition}; filename="Blood_test 2026.pdf"`);
    }
    const changed = await stage.client
      .patch(`/documents/${document.id}`)
      .send({ title: 'Blood', note: 'fasting' })
      .expect(200);
    expect(changed.body).toEqual({ document: { ...document, title: 'Blood', note: 'fasting', revision: 2 } });

    await stage.client.delete(`/documents/${document.id}`).expect(204);
    await stage.client.delete(`/documents/${document.id}`).expect(204);
    expect(await stage.list()).toMatchObject({ items: [], total: 0 });
    const [trashed] = (await stage.list('?view=trash')).items;
    expect(Date.parse(trashed!.purgeAt!) - Date.parse(trashed!.trashedAt!)).toBe(trashDays * 24 * 60 * 60 * 1000);
    await stage.client.patch(`/documents/${document.id}`).send({ title: 'x' }).expect(409);
    expect((await stage.client.get(`/documents/${document.id}/content`).expect(409)).body).toMatchObject({
      code: 'document_in_trash',
    });
    await stage.client.post(`/documents/${document.id}/restore`).expect(200);
    expect((await stage.client.post(`/documents/${document.id}/restore`).expect(409)).body).toMatchObject({
      code: 'document_not_in_trash',
    });
    expect((await stage.list()).items).toHaveLength(1);

    await stage.client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    await stage.client.get(`/documents/${document.id}`).expect(404);
    expect(await countFiles(stage.portal)).toBe(filesBefore);
    const actions = await askDatabase(
      stage.portal.database,
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

  it('row 34: is viewed once in ten minutes, however often its URL is asked for', async () => {
    const { id } = await addDocument(stage.client, 'viewed often');
    const views = async () => {
      await stage.client.get(`/documents/${id}/content`).expect(302);
      const [row] = await askDatabase(
        stage.portal.database,
        `select count(*)::int as views from activity where document_id = $1 and action = 'document_viewed'`,
        [id],
      );
      return row?.['views'];
    };
    expect(await views()).toBe(1);
    expect(await views()).toBe(1);
    await askDatabase(
      stage.portal.database,
      `update activity set at = at - interval '11 minutes' where document_id = $1`,
      [id],
    );
    expect(await views()).toBe(2);
  });

  it('row 34: is not opened before its view is written down', async () => {
    const { id } = await addDocument(stage.client, 'written down first');
    await askDatabase(stage.portal.database, 'revoke insert on activity from portal_app');
    try {
      const refused = await stage.client.get(`/documents/${id}/content`).expect(500);
      expect(refused.headers['location']).toBeUndefined();
      await stage.client.delete(`/documents/${id}`).expect(500);
    } finally {
      await askDatabase(stage.portal.database, 'grant insert on activity to portal_app');
    }
    expect((await stage.list()).items).toHaveLength(1);
  });
});

describe('somebody else', () => {
  it('row 28: gets the answer of a document that never was, on every verb, and their record tells of it', async () => {
    const { id } = await addDocument(stage.client, 'of patient A');
    const stranger = await signedInClient(stage.portal);
    const verbs = endpoints.filter(({ path }) => path.includes(':documentId'));
    expect(verbs.length).toBeGreaterThanOrEqual(5);
    const missing = newId();
    for (const { method, path, body } of verbs) {
      const ask = async (documentId: string) => {
        const call = stranger[method.toLowerCase() as 'get'](path.replace(':documentId', documentId));
        const answer = await (body ? call.send({ title: 'mine' }) : call);
        // Every answer has a number and a time of its own, and counts down what may still be asked.
        const problem = { ...(answer.body as Problem), instance: '' };
        const headers = Object.entries(answer.headers as Record<string, string>).filter(
          ([name]) => !['date', 'x-request-id'].includes(name) && !name.startsWith('ratelimit'),
        );
        return { status: answer.status, problem, headers };
      };
      const foreign = await ask(id);
      expect(foreign).toEqual(await ask(missing));
      expect(foreign).toMatchObject({ status: 404, problem: { code: 'document_not_found' } });
    }
    await stranger.delete(`/documents/${id}?permanently=true`).expect(404);
    expect((await stage.client.get(`/documents/${id}`).expect(200)).body).toMatchObject({ document: { revision: 1 } });
    const [refusals] = await askDatabase(
      stage.portal.database,
      `select count(*)::int as count, count(distinct record_id)::int as records from activity
       where document_id = $1 and action = 'document_refused' and outcome = 'refused'
         and record_id <> (select record_id from documents where id = $1)`,
      [id],
    );
    // Each verb once, and the deletion for good.
    expect(refusals).toEqual({ count: verbs.length + 1, records: 1 });
  });

  it('row 28: sees nothing of it in lists, counts, searches and duplicates', async () => {
    const bytes = pdfSaying('the same letter for both');
    const canary = await sendPdf(stage.client, bytes).field('title', 'Canary').expect(201);
    await untilChecked(stage.client, (canary.body as UploadAnswer).document.id);
    const stranger = await signedInClient(stage.portal);
    expect((await stranger.get('/documents?q=canary').expect(200)).body).toMatchObject({ items: [] });
    expect((await stranger.get('/documents/summary').expect(200)).body).toMatchObject({ active: 0 });
    expect((await sendPdf(stranger, bytes).expect(201)).body).toMatchObject({ duplicate: false });
  });
});

describe('a change', () => {
  it('of what somebody changed meanwhile is refused, if one says what one saw', async () => {
    const { id } = await addDocument(stage.client, 'changed twice');
    await stage.client.patch(`/documents/${id}`).set('If-Match', '"1"').send({ note: 'first' }).expect(200);
    for (const tag of ['"1"', '"x"', 'x', '"99999999999999999999"', '"1", "2"']) {
      const late = await stage.client.patch(`/documents/${id}`).set('If-Match', tag).send({ note: 'late' }).expect(412);
      expect(late.body).toMatchObject({ code: 'document_changed' });
    }
    await stage.client.patch(`/documents/${id}`).set('If-Match', '*').send({ note: 'last' }).expect(200);
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
    const { id } = await addDocument(stage.client, `refused change ${JSON.stringify(body).slice(0, 40)}`);
    expect((await stage.client.patch(`/documents/${id}`).send(body).expect(400)).body).toMatchObject({
      code: 'invalid_request',
    });
    expect((await stage.client.get(`/documents/${id}`).expect(200)).body).toMatchObject({ document: { revision: 1 } });
  });
});
