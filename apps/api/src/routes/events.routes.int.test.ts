import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { listenToEvents } from '@portal/testing/event-listener';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument, pageHeaders, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { checkNow } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventStreamsPolicy } from '../http/event-streams.ts';

describe('listening to what changes', () => {
  let portal: TestPortal;
  let passedMs = 0;
  beforeAll(async () => {
    portal = await startTestPortal({ works: false, now: () => new Date(Date.now() + passedMs) });
  });
  afterAll(() => portal.stop());

  it('tells of an upload, of its check, of each change and of its end, with ids alone', async () => {
    const client = await signedInClient(portal);
    const listener = await listenToEvents(portal, await pageHeaders(portal, client));
    const documentId = await send(client, 'A diagnosis that is nobody’s business');
    const told = (count: number) =>
      expect.poll(() => listener.events).toEqual(Array(count).fill({ kind: 'document_changed', documentId }));
    await told(1);
    await checkNow(portal, documentId);
    await told(2);
    await client.patch(`/documents/${documentId}`).send({ title: 'Secret' }).expect(200);
    await told(3);
    await client.delete(`/documents/${documentId}`).expect(204);
    await client.post(`/documents/${documentId}/restore`).expect(200);
    await client.delete(`/documents/${documentId}?permanently=true`).expect(204);
    await told(6);
    expect(listener.said()).not.toMatch(/Secret|scan|diagnosis/);
    listener.leave();
  });

  it('is answered at once, as events that no proxy keeps back and no cache keeps', async () => {
    const listener = await listenToEvents(portal, await pageHeaders(portal, await signedInClient(portal)));
    expect(listener.status).toBe(200);
    expect(Object.fromEntries(listener.headers)).toMatchObject({
      'content-type': expect.stringContaining('text/event-stream'),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    expect(listener.headers.has('content-encoding')).toBe(false);
    await expect.poll(listener.said).toBe(': listening\n\n');
    listener.leave();
  });

  it('tells nobody of the documents of others, and of refused changes nothing', async () => {
    const [mine, theirs] = [await signedInClient(portal), await signedInClient(portal)];
    const listener = await listenToEvents(portal, await pageHeaders(portal, mine));
    const foreignId = await send(theirs, 'theirs');
    await theirs.patch(`/documents/${foreignId}`).send({ title: 'Theirs' }).expect(200);
    await mine.patch(`/documents/${foreignId}`).send({ title: 'Mine' }).expect(404);
    const ownId = await send(mine, 'mine');
    await expect.poll(() => listener.events).toEqual([{ kind: 'document_changed', documentId: ownId }]);
    listener.leave();
  });

  it('needs a session', async () => {
    await createTestClient(portal).get('/events').expect(401);
  });

  // The mutant: `isBackground` out of events.endpoints.ts.
  it('row 12: keeps no session alive', async () => {
    const client = await signedInClient(portal);
    const sessionId = await sessionIdOf(client);
    const lastUsed = () => askDatabase(portal.database, 'select last_used_at from sessions where id = $1', [sessionId]);
    const [before, headers] = [await lastUsed(), await pageHeaders(portal, client)];
    passedMs += 2 * 60_000;
    const listener = await listenToEvents(portal, headers);
    await expect.poll(listener.said).not.toBe('');
    expect(await lastUsed()).toEqual(before);
    listener.leave();
    passedMs -= 2 * 60_000;
  });

  it('answers the headers alone to who asks for no more', async () => {
    const client = await signedInClient(portal);
    const answer = await client.agent.head('/api/v1/events');
    expect([answer.status, answer.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
  });

  // The mutant: the `ofSession.length` line out of event-streams.ts.
  it('lets one session listen a few times only: of more, the oldest ends', async () => {
    const client = await signedInClient(portal);
    const listeners = [await listenToEvents(portal, await pageHeaders(portal, client))];
    while (listeners.length < eventStreamsPolicy.mostOfASession)
      listeners.push(await listenToEvents(portal, await pageHeaders(portal, client)));
    expect(listeners.map(({ isOver }) => isOver())).not.toContain(true);
    listeners.push(await listenToEvents(portal, await pageHeaders(portal, client)));
    await listeners[0]?.ended;
    expect(listeners.slice(1).map(({ isOver }) => isOver())).not.toContain(true);
    for (const { leave } of listeners) leave();
  });
});

describe('the end of what is listened to', () => {
  it('comes when the portal drains: nothing is held up by it, and nobody new listens', async () => {
    const portal = await startTestPortal();
    const client = await signedInClient(portal);
    const listener = await listenToEvents(portal, await pageHeaders(portal, client));
    portal.portal.drain();
    await listener.ended;
    const refused = await client.get('/events').expect(503);
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    await portal.stop();
  });

  it('comes with the idle end of the session, without anybody asking', async () => {
    let passedMs = 0;
    const portal = await startTestPortal({ now: () => new Date(Date.now() + passedMs) });
    const client = await signedInClient(portal);
    const headers = await pageHeaders(portal, client);
    // Two seconds before its end.
    passedMs = 30 * 60_000 - 2_000;
    const listener = await listenToEvents(portal, headers);
    expect(listener.status).toBe(200);
    await listener.ended;
    await portal.stop();
  });
});

describe.each(['memory', 'redis'] as const)('row 13: a session that is ended, over %s', (stores) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal({ stores });
  });
  afterAll(() => portal.stop());

  // The mutant: the `send` out of tell-session-ends.ts.
  it('row 13: is told nothing more within a second: signed out here, there, or everywhere else', async () => {
    for (const way of ['here', 'there', 'everywhere else'] as const) {
      const client = await signedInClient(portal);
      const other = await signedInClient(portal, client.address);
      const sessionId = await sessionIdOf(client);
      const listener = await listenToEvents(portal, await pageHeaders(portal, client));
      if (way === 'here') await client.delete('/session').expect(204);
      if (way === 'there') await other.delete(`/sessions/${sessionId}`).expect(204);
      if (way === 'everywhere else') await other.delete('/sessions').expect(200);
      const endedAt = performance.now();
      await listener.ended;
      expect(performance.now() - endedAt).toBeLessThan(1_000);
      await addDocument(other, way);
      expect(listener.events).toEqual([]);
    }
  });
});

/** Sends it, and waits for nobody who might check it. */
async function send(client: SignedInClient, text: string): Promise<string> {
  const answer = await sendPdf(client, pdfSaying(text)).expect(201);
  return (answer.body as UploadAnswer).document.id;
}

async function sessionIdOf(client: SignedInClient): Promise<string> {
  const answer = await client.get('/sessions').expect(200);
  const { items } = answer.body as { items: { id: string; isThis: boolean }[] };
  return items.find(({ isThis }) => isThis)?.id ?? '';
}
