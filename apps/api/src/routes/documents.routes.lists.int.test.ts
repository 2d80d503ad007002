import { signedInClient } from '@portal/testing/signed-in-client';
import { addDocument } from '@portal/testing/upload-tools';
import { describe, expect, it } from 'vitest';
import { setDocumentsStage } from '../tests/documents-stage.ts';

const stage = setDocumentsStage();

describe('lists', () => {
  it('row 38: come page by page, with cursors that hold no title', async () => {
    for (const title of ['Anna Canary', 'Berta Canary', 'Clara Canary'])
      await addDocument(stage.client, title, { title });
    const first = await stage.list('?limit=2&sort=title');
    expect(first.items.map(({ title }) => title)).toEqual(['Anna Canary', 'Berta Canary']);
    expect(Buffer.from(first.nextCursor!, 'base64url').toString('latin1')).not.toMatch(/berta|canary/i);
    const second = await stage.list(`?limit=2&sort=title&cursor=${first.nextCursor}`);
    expect(second.items.map(({ title }) => title)).toEqual(['Clara Canary']);
    expect(second.nextCursor).toBeNull();
    for (const query of [
      'sort=-uploadedAt',
      'sort=title&view=trash',
      'sort=title&category=other',
      'sort=title&q=canary',
    ]) {
      await stage.client.get(`/documents?${query}&cursor=${first.nextCursor}`).expect(400);
    }
    const stranger = await signedInClient(stage.portal);
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
  )('row 38: refuses $shown', async ({ query }) => {
    const { body } = await stage.client.get(`/documents?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'invalid_request' });
  });

  it('of a search show the best match first, page by page, where no other order is asked for', async () => {
    const client = await signedInClient(stage.portal);
    for (const title of ['Knee', 'Kneecap', 'Ear']) await addDocument(client, `${title} of a search`, { title });
    const titlesOf = async (query: string): Promise<string[]> => {
      const first = (await client.get(`/documents?${query}&limit=1`).expect(200)).body;
      const second = (await client.get(`/documents?${query}&limit=1&cursor=${first.nextCursor}`).expect(200)).body;
      expect([first.total, second.nextCursor]).toEqual([null, null]);
      return [...first.items, ...second.items].map(({ title }: { title: string }) => title);
    };
    expect(await titlesOf('q=KNÉE')).toEqual(['Knee', 'Kneecap']);
    expect(await titlesOf('q=knee&sort=relevance')).toEqual(['Knee', 'Kneecap']);
    expect(await titlesOf('q=knee&sort=-uploadedAt')).toEqual(['Kneecap', 'Knee']);
    const { nextCursor } = (await client.get('/documents?q=knee&limit=1').expect(200)).body;
    await client.get(`/documents?q=kneecap&limit=1&cursor=${nextCursor}`).expect(400);
    const { items } = (await client.get('/documents?sort=relevance&limit=2').expect(200)).body;
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['Ear', 'Kneecap']);
  });

  it('are not sent again to who has them, until something changes', async () => {
    const { id } = await addDocument(stage.client, 'not sent again');
    const { headers } = await stage.client.get('/documents').expect(200);
    const etag = headers['etag']!;
    expect(etag).toMatch(/^"\d+-[0-9a-f-]{36}"$/);
    const same = await stage.client.get('/documents').set('If-None-Match', etag).expect(304);
    expect(same.text).toBe('');
    await stage.client.patch(`/documents/${id}`).send({ note: 'x' }).expect(200);
    await stage.client.get('/documents').set('If-None-Match', etag).expect(200);
  });

  it('are counted by state and category', async () => {
    await addDocument(stage.client, 'one', { category: 'imaging' });
    await addDocument(stage.client, 'two', { category: 'imaging' });
    const third = await addDocument(stage.client, 'three');
    await stage.client.delete(`/documents/${third.id}`).expect(204);
    const { body } = await stage.client.get('/documents/summary').expect(200);
    expect(body).toMatchObject({
      active: 2,
      trashed: 1,
      byState: { ready: 2, blocked: 0 },
      byCategory: { imaging: 2, other: 0 },
    });
  });

  it('are searched without regard to accents', async () => {
    await addDocument(stage.client, 'accents', { title: 'Überweisung Schilddrüse' });
    for (const query of ['uberweisung', 'schilddruse über', 'SCHILD']) {
      expect((await stage.list(`?q=${encodeURIComponent(query)}`)).items).toHaveLength(1);
    }
    expect(await stage.list('?q=niere')).toMatchObject({ items: [], total: null });
  });
});
