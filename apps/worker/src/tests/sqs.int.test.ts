import { createSqsQueue } from '@portal/adapters/aws/job-queue.sqs';
import { createRelayJobs } from '@portal/adapters/postgres/job-outbox.postgres';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestSqs, type TestSqs } from '@portal/testing/sqs';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, pdfOfSize, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { doJob } from '@portal/testing/worker-tools';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler } from '../doors/lambda.handler.ts';

const patience = { timeout: 30_000, interval: 50 };

describe('a portal whose jobs wait in SQS', { timeout: 60_000 }, () => {
  let sqs: TestSqs;
  let portal: TestPortal;
  let client: SignedInClient;
  beforeAll(async () => {
    sqs = await startTestSqs({ tries: 3 });
    for (const [name, value] of Object.entries(sqs.environment)) vi.stubEnv(name, value);
    portal = await startTestPortal({ environment: sqs.environment, works: false });
    client = await signedInClient(portal);
  });
  afterAll(async () => {
    await portal.stop();
    await sqs.stop();
    vi.unstubAllEnvs();
  });

  const add = async (seed: number): Promise<string> => {
    const answer = await sendPdf(client, pdfOfSize(2000, seed)).expect(201);
    return (answer.body as { document: { id: string } }).document.id;
  };
  /** Hands over as a worker does that dies before it has struck what it sent. */
  async function relayAndDie(): Promise<void> {
    const postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
    const queue = createSqsQueue({ ...sqs.place, atOnce: 0, visibilitySeconds: 30, onError: () => undefined });
    const handOver = async (...given: Parameters<typeof queue.handOver>): Promise<never> => {
      await queue.handOver(...given);
      throw new Error('killed');
    };
    await expect(createRelayJobs({ postgres, handOver })()).rejects.toThrow('killed');
    await queue.close();
    await postgres.close();
  }
  const recordOf = (body: string, messageId: string) => ({
    messageId,
    body,
    attributes: { ApproximateReceiveCount: '1' },
  });
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

  it('Lambda does what it is handed, and tells which messages have to come again', async () => {
    // A start that fails is not kept: the next one is a start again.
    await expect(handler({ job: 'clean_up' }, context)).rejects.toThrow('PORTAL_MODE');
    vi.stubEnv('PORTAL_MODE', 'local');
    vi.stubEnv('SCANNER', 'none');
    vi.stubEnv('LOG_LEVEL', 'silent');
    vi.stubEnv('DATABASE_URL', portal.config.databaseUrl.reveal());
    vi.stubEnv('DATA_DIR', portal.config.dataFolder);
    const ids = [await add(1), await add(2)];
    const [row] = await askDatabase(portal.database, 'select record_id from documents limit 1');
    const bodies = ids.map((documentId) =>
      JSON.stringify({ kind: 'check_document', recordId: row?.['record_id'], documentId }),
    );
    const Records = [recordOf(bodies[0]!, 'first'), recordOf('no job', 'poison'), recordOf(bodies[1]!, 'second')];
    const answer = await handler({ Records } as unknown as SQSEvent, context);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] });
    for (const id of ids) expect(await untilChecked(client, id)).toMatchObject({ state: 'ready' });
    await handler({ job: 'clean_up' }, context);
  });

  // Fails when `findUnindexed` and `keep` do not ask for the state. No worker has been started, which would do the same.
  it('what comes in another order, and what is left of what is gone, does no harm', async () => {
    const ids = [await add(10), await add(11), await add(12)];
    const gone = ids[1]!;
    await client.delete(`/documents/${gone}?permanently=true`).expect(204);
    const [row] = await askDatabase(portal.database, 'select record_id from documents limit 1');
    const record = { recordId: String(row?.['record_id']) };
    const handle = async (kind: 'check_document' | 'index_document') => {
      for (const documentId of ids.toReversed()) {
        expect(await doJob(portal, { kind, documentId, ...record })).toEqual({ outcome: 'done' });
      }
    };
    const indexed = `select document_id from document_searches where indexed_at is not null and document_id = any($1)`;
    await handle('index_document');
    expect(await askDatabase(portal.database, indexed, [ids])).toEqual([]);
    await handle('check_document');
    await handle('check_document');
    await handle('index_document');
    const kept = ids.filter((id) => id !== gone);
    expect(await askDatabase(portal.database, indexed, [ids])).toHaveLength(2);
    for (const id of kept) expect(await untilChecked(client, id)).toMatchObject({ state: 'ready' });
    const notices = `select count(*)::int as notices from notices where document_id = any($1)`;
    expect(await askDatabase(portal.database, notices, [kept])).toEqual([{ notices: 2 }]);
  });

  it('what is handed over twice has one effect', async () => {
    const id = await add(3);
    await askDatabase(portal.database, `update documents set sha256 = repeat('0', 64) where id = $1`, [id]);
    await relayAndDie();
    expect(sqs.bodies().queue.filter((body) => body.includes(id))).toHaveLength(1);
    await portal.worker.start();
    expect(await untilChecked(client, id)).toMatchObject({ state: 'refused', checkResult: 'mismatch' });
    const ofIt = (bodies: string[]) => bodies.filter((body) => body.includes(id));
    await expect.poll(() => ofIt(sqs.bodies().queue), patience).toEqual([]);
    expect(ofIt(sqs.bodies().dead)).toEqual([]);
    const lines = `select count(*)::int as lines from activity where document_id = $1 and action = 'document_check_failed'`;
    expect(await askDatabase(portal.database, lines, [id])).toEqual([{ lines: 1 }]);
    expect(await portal.worker.describeJobs()).toMatchObject({ notHandedOver: 0 });
  });

  it('an upload is ready in a moment', async () => {
    expect(await keepPdf(client, pdfOfSize(3000, 4))).toMatchObject({ state: 'ready' });
  });
});
