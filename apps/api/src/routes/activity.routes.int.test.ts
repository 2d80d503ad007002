import { activityActions, activityKinds } from '@portal/contract/activity';
import type { ActivityItem, ActivityList } from '@portal/contract/activity';
import { kindOfAction } from '@portal/core/activity/activity-kinds';
import { activityActions as recordedActions } from '@portal/core/activity/activity.port';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { askForCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument, sendPdf, pdfSaying } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let portal: TestPortal;
let client: SignedInClient;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  client = await signedInClient(portal);
});

const list = async (query = '', of = client): Promise<ActivityList> =>
  (await of.get(`/activity${query}`).expect(200)).body as ActivityList;
const actionsOf = ({ items }: ActivityList) => items.map(({ action }) => action);
const csv = async (query = '') => {
  const answer = await client.get(`/activity.csv${query}`).buffer(true).expect(200);
  return { text: answer.text, headers: answer.headers as Record<string, string> };
};

describe('the activity record of a patient', () => {
  it('row 34: has one row for each thing done and each thing refused, newest first, and none for lists', async () => {
    const { id } = await addDocument(client, 'a whole life', { title: 'Blood test' });
    for (const path of ['/documents', '/documents?q=blood', '/documents/summary', `/documents/${id}`, '/activity']) {
      await client.get(path).expect(200);
    }
    for (const disposition of ['inline', 'inline', 'attachment', 'attachment']) {
      await client.get(`/documents/${id}/content?disposition=${disposition}`).expect(302);
    }
    await client.patch(`/documents/${id}`).send({ title: 'Blood' }).expect(200);
    await client.delete(`/documents/${id}`).expect(204);
    await client.get(`/documents/${id}/content`).expect(409);
    await client.post(`/documents/${id}/restore`).expect(200);
    await csv();
    const page = await list();
    expect(actionsOf(page)).toEqual([
      'activity_exported',
      'document_restored',
      'document_refused',
      'document_trashed',
      'document_changed',
      'document_downloaded',
      'document_viewed',
      'document_uploaded',
      'signed_in',
      'account_created',
    ]);
    expect(page).toMatchObject({ nextCursor: null, keptForMonths: 72 });
    const viewed = page.items.find(({ action }) => action === 'document_viewed')!;
    expect(viewed).toMatchObject({
      outcome: 'done',
      actor: 'you',
      isThisDevice: true,
      documentId: id,
      documentTitle: 'Blood',
      ipAddress: expect.stringMatching(/127\.0\.0\.1|::1/),
      device: { browser: null, system: null },
    });
    expect(Math.abs(Date.parse(viewed.at) - Date.now())).toBeLessThan(60_000);
    expect(page.items.filter(({ outcome }) => outcome === 'refused').map(({ action }) => action)).toEqual([
      'document_refused',
    ]);
    await client.delete(`/documents/${id}?permanently=true`).expect(204);
    const [deleted] = (await list()).items;
    expect(deleted).toMatchObject({ action: 'document_deleted', documentId: id, documentTitle: null });
  });

  it('row 34: names the device, says which one is this, and shows a try of somebody who never got in', async () => {
    const other = createTestClient(portal);
    const asked = await askForCode(other, client.address);
    await other
      .post('/sign-in/sessions')
      .set(
        'User-Agent',
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      )
      .send({ challengeId: asked.challengeId, code: '000000' })
      .expect(401);
    const second = await signedInClient(portal, client.address);
    const [signedIn, refused, first] = (await list('', second)).items as [ActivityItem, ActivityItem, ActivityItem];
    expect(refused).toMatchObject({
      action: 'sign_in_refused',
      outcome: 'refused',
      actor: 'system',
      isThisDevice: false,
    });
    expect(refused.device?.browser).toContain('Safari');
    expect(refused.device?.system).toMatch(/iPhone|iOS/);
    expect(signedIn).toMatchObject({ action: 'signed_in', actor: 'you', isThisDevice: true });
    expect(first).toMatchObject({ action: 'signed_in', actor: 'you', isThisDevice: false });
  });

  it('row 34: holds the refusals of the one who was refused, and shows nobody else’s documents', async () => {
    const { id } = await addDocument(client, 'of somebody else', { title: 'Not yours' });
    const stranger = await signedInClient(portal);
    await stranger.get(`/documents/${id}/content`).expect(404);
    const [refused] = (await list('', stranger)).items;
    expect(refused).toMatchObject({ action: 'document_refused', actor: 'you', documentId: id, documentTitle: null });
    expect(actionsOf(await list())).not.toContain('document_refused');
    expect((await list(`?documentId=${id}`, stranger)).items).toHaveLength(1);
  });

  it('row 34: says of what somebody else did that it was another person', async () => {
    const [row] = await askDatabase(portal.database, 'select record_id from record_access where user_id = $1', [
      client.session.user.id,
    ]);
    const insert = `insert into activity (id, at, action, outcome, actor_type, actor_user_id, session_id, record_id)
      values ($1, now(), 'document_viewed', 'done', $2, $3, $3, $4)`;
    await askDatabase(portal.database, insert, [newId(), 'patient', newId(), row?.['record_id']]);
    await askDatabase(portal.database, insert, [newId(), 'system', null, row?.['record_id']]);
    await askDatabase(portal.database, insert.replace('document_viewed', 'of a newer release'), [
      newId(),
      'system',
      null,
      row?.['record_id'],
    ]);
    expect((await list()).items.map(({ actor }) => actor)).toEqual(['system', 'another_person', 'you', 'you']);
  });

  it('is narrowed by kind, document and day', async () => {
    const { id } = await addDocument(client, 'narrowed');
    await client.get(`/documents/${id}/content`).expect(302);
    expect(actionsOf(await list('?kind=openings'))).toEqual(['document_viewed']);
    expect(actionsOf(await list('?kind=sign_ins'))).toEqual(['signed_in']);
    expect(actionsOf(await list(`?documentId=${id}`))).toEqual(['document_viewed', 'document_uploaded']);
    const today = new Date().toISOString().slice(0, 10);
    expect((await list(`?from=${today}&to=${today}`)).items).toHaveLength(4);
    expect((await list('?to=2026-01-01')).items.length + (await list('?from=2100-01-01')).items.length).toBe(0);
  });

  it('knows the same words on both sides, and each action has its kind', () => {
    expect(recordedActions).toEqual(activityActions);
    expect([...new Set(Object.values(kindOfAction))].toSorted()).toEqual(activityKinds.toSorted());
  });
});

describe('pages of it', () => {
  it('row 38: come one after the other, and a cursor is good for its own list alone', async () => {
    for (const word of ['one', 'two', 'three']) await addDocument(client, word);
    const all = await list();
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 4));
    for (const query of ['kind=changes', `documentId=${newId()}`, 'from=2026-01-01', 'to=2100-01-01']) {
      await client.get(`/activity?${query}&cursor=${first.nextCursor}`).expect(400);
    }
    await client.get(`/documents?cursor=${first.nextCursor}`).expect(400);
    const documents = (await client.get('/documents?limit=1').expect(200)).body as { nextCursor: string };
    await client.get(`/activity?cursor=${documents.nextCursor}`).expect(400);
    const stranger = await signedInClient(portal);
    await stranger.get(`/activity?limit=2&cursor=${first.nextCursor}`).expect(400);
    const forged = `${first.nextCursor?.slice(0, -2)}AA`;
    await client.get(`/activity?limit=2&cursor=${forged}`).expect(400);
  });

  it.each(
    ['limit=-1', 'limit=0', 'limit=101', 'limit=1e9', 'limit=NaN', 'limit=1.5', 'limit=', 'limit=1&limit=2']
      .concat(['cursor=', 'cursor=x', `cursor=${'A'.repeat(64)}`, `cursor=${'A'.repeat(3000)}`, 'unknown=1'])
      .concat(['kind=x', 'documentId=x', 'from=x', 'from=2026-02-30', 'to=1e9', 'from[$ne]=1', 'to=%00'])
      .flatMap((query) =>
        (query.startsWith('limit') || query.startsWith('cursor') ? ['/activity'] : ['/activity', '/activity.csv']).map(
          (path) => ({ path, query, shown: query.slice(0, 30) }),
        ),
      ),
  )('row 38: are bounded: $path?$shown is refused', async ({ path, query }) => {
    const { body } = await client.get(`${path}?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('the activity record as a file', () => {
  it('is CSV that Excel reads, has a name, and was written down before it left', async () => {
    const title = '=HYPERLINK("https://evil.example","Zoë, 1")';
    await sendPdf(client, pdfSaying('formula')).field('title', title).expect(201);
    const { text, headers } = await csv();
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="?activity-\d{4}-\d\d-\d\d\.csv"?$/);
    expect(text.startsWith('\uFEFFtime (UTC),action,outcome,by,browser,system,IP address,document,title\r\n')).toBe(
      true,
    );
    expect(text).toContain(`,"'=HYPERLINK(""https://evil.example"",""Zoë, 1"")"\r\n`);
    const lines = text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[1])).toEqual([
      'activity_exported',
      'document_uploaded',
      'signed_in',
      'account_created',
    ]);
  });

  it('row 38: holds every line, however many there are, in the order of the list', async () => {
    const [row] = await askDatabase(portal.database, 'select record_id from record_access where user_id = $1', [
      client.session.user.id,
    ]);
    await askDatabase(
      portal.database,
      `insert into activity (id, at, action, outcome, actor_type, record_id)
       select gen_random_uuid(), now() - n * interval '1 hour', 'signed_in', 'done', 'system', $1
       from generate_series(1, 2345) n`,
      [row?.['record_id']],
    );
    const { text } = await csv('?kind=sign_ins');
    const times = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(times).toHaveLength(2346);
    expect(times).toEqual([...new Set(times)].toSorted((a = '', b = '') => (a < b ? 1 : -1)));
  });
});
