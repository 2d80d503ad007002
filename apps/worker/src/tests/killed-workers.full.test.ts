import { setTimeout as wait } from 'node:timers/promises';
import { askDatabase } from '@portal/testing/ask-database';
import { writeMeasurement } from '@portal/testing/measurement';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { createRandom, pdfOfSize, sendPdf } from '@portal/testing/upload-tools';
import { startWorkerProcess, type WorkerProcess } from '@portal/testing/worker-process';
import { afterAll, beforeAll, expect, it } from 'vitest';

// Fewer for a look at it: such figures are printed and not kept.
const wholeNumber = 1_000;
const uploads = Number(process.env['KILLED_UPLOADS'] ?? wholeNumber);
// Every tenth is no PDF behind its first bytes.
const refused = Math.ceil(uploads / 10);
const sendersAtOnce = 4;
const workersAtOnce = 2;
const seed = 6;
const patience = { timeout: 3_600_000, interval: 1_000 };

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ works: false });
});
afterAll(() => portal.stop());

const startWorker = (): Promise<WorkerProcess> =>
  startWorkerProcess({
    database: portal.database,
    dataFolder: portal.config.dataFolder,
    environment: { SCANNER: 'none', OCR: 'off' },
  });

/** Kills one of the workers every 5 to 15 seconds, and starts another in its place, until it is told to end. */
function keepKilling(): { end: () => Promise<{ kills: number; workers: readonly WorkerProcess[] }> } {
  const random = createRandom(seed);
  const ending = new AbortController();
  const run = async () => {
    const workers = await Promise.all(Array.from({ length: workersAtOnce }, startWorker));
    let kills = 0;
    for (;;) {
      const isOver = await wait(5_000 + random(10_000), false, { signal: ending.signal }).catch(() => true);
      if (isOver) return { kills, workers };
      const place = random(workersAtOnce);
      await workers[place]?.kill('SIGKILL');
      workers[place] = await startWorker();
      kills += 1;
    }
  };
  const running = run();
  return {
    end: () => {
      ending.abort();
      return running;
    },
  };
}

const counts = `
  select count(*)::int as documents,
    count(*) filter (where state = 'ready')::int as ready,
    count(*) filter (where state = 'refused')::int as refused,
    count(*) filter (where checked_at is null)::int as unchecked,
    (select count(*)::int from document_searches where indexed_at is not null) as indexed,
    (select count(*)::int from activity where action = 'document_uploaded') as "uploadsRecorded",
    (select count(*)::int from activity where action = 'document_check_failed') as "refusalsRecorded",
    (select count(*)::int from notices where document_id is not null) as notices,
    (select count(distinct document_id)::int from notices) as "documentsInNotices",
    (select count(*)::int from notices as n left join notice_batches as b on b.id = n.batch_id
      where n.document_id is not null and b.outcome = 'sent') as "noticesSent",
    (select count(*)::int from notice_batches as b where b.outcome = 'sent'
      and exists (select from notices as n where n.batch_id = b.id and n.document_id is not null)) as messages
  from documents`;

const unfinished = `
  select (select count(*)::int from documents where state = 'processing') as checks,
    (select count(*)::int from documents as d join document_searches as s on s.document_id = d.id
      where d.state = 'ready' and s.indexed_at is null) as indexes,
    (select count(*)::int from notices as n left join notice_batches as b on b.id = n.batch_id
      where b.closed_at is null) as notices`;

it(
  'a thousand uploads each end once, in one notice, while workers are killed every 5 to 15 seconds',
  { timeout: 4_000_000 },
  async () => {
    const client = await signedInClient(portal);
    const startedMs = performance.now();
    const killing = keepKilling();
    let next = 0;
    const send = async (): Promise<void> => {
      for (let number = next++; number < uploads; number = next++) {
        await sendPdf(client, pdfOfSize(number % 10 === 0 ? 60 : 20_000 + number, number)).expect(201);
      }
    };
    await Promise.all(Array.from({ length: sendersAtOnce }, send));
    const nothing = [{ checks: 0, indexes: 0, notices: 0 }];
    await expect.poll(() => askDatabase(portal.database, unfinished), patience).toEqual(nothing);
    const { kills, workers } = await killing.end();
    for (const worker of workers) expect(await worker.kill('SIGTERM')).toBe(0);
    const [found = {}] = (await askDatabase(portal.database, counts)) as Record<string, number>[];
    const figures = { ...found, kills, seconds: Math.round((performance.now() - startedMs) / 1000) };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(found).toMatchObject({
      documents: uploads,
      ready: uploads - refused,
      refused,
      unchecked: 0,
      indexed: uploads - refused,
      uploadsRecorded: uploads,
      refusalsRecorded: refused,
      notices: uploads,
      documentsInNotices: uploads,
      noticesSent: uploads,
    });
    expect(kills).toBeGreaterThan(0);
    expect(await portal.worker.describeJobs()).toMatchObject({ dead: 0, notHandedOver: 0 });
    if (uploads === wholeNumber) await keep(figures);
  },
);

const keep = (figures: Record<string, number>): Promise<void> =>
  writeMeasurement({
    name: 'killed-workers',
    claim:
      'Two workers of which one is killed with SIGKILL every 5 to 15 seconds: every upload ends exactly once, is in exactly ' +
      'one notice, and none is stuck.',
    seed,
    figures,
  });
