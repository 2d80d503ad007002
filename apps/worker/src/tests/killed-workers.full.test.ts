import { setTimeout as wait } from 'node:timers/promises';
import { askDatabase } from '@portal/testing/ask-database';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { createRandom, pdfOfSize, sendPdf } from '@portal/testing/upload-tools';
import { startWorkerProcess, type WorkerProcess } from '@portal/testing/worker-process';
import { afterAll, beforeAll, expect, it } from 'vitest';

const uploads = 1_000;
const sendersAtOnce = 4;
const workersAtOnce = 2;
const seed = 6;
const patience = { timeout: 1_800_000, interval: 1_000 };

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

it(
  '1,000 uploads each end exactly once while workers are killed every 5 to 15 seconds',
  { timeout: 2_400_000 },
  async () => {
    const client = await signedInClient(portal);
    const killing = keepKilling();
    let next = 0;
    const send = async (): Promise<void> => {
      for (let number = next++; number < uploads; number = next++) {
        await sendPdf(client, pdfOfSize(20_000 + number, number)).expect(201);
      }
    };
    await Promise.all(Array.from({ length: sendersAtOnce }, send));
    const unchecked = `select count(*)::int as documents from documents where state = 'processing'`;
    await expect.poll(() => askDatabase(portal.database, unchecked), patience).toEqual([{ documents: 0 }]);
    const { kills, workers } = await killing.end();
    for (const worker of workers) expect(await worker.kill('SIGTERM')).toBe(0);
    const [counts] = await askDatabase(
      portal.database,
      `select count(*)::int as documents, count(*) filter (where state = 'ready')::int as ready,
       count(*) filter (where checked_at is not null)::int as checked,
       (select count(*)::int from activity where action = 'document_uploaded') as uploaded
     from documents`,
    );
    process.stdout.write(`${JSON.stringify({ ...counts, kills })}\n`);
    expect(counts).toEqual({ documents: uploads, ready: uploads, checked: uploads, uploaded: uploads });
    expect(kills).toBeGreaterThan(0);
    expect(await portal.worker.describeJobs()).toMatchObject({ dead: 0, notHandedOver: 0 });
  },
);
