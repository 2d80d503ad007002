import { askDatabase } from '@portal/testing/ask-database';
import { startPostgresProxy } from '@portal/testing/postgres-proxy';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { pdfOfSize, sendPdf } from '@portal/testing/upload-tools';
import { startWorkerProcess, type WorkerProcess } from '@portal/testing/worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type KilledWorkerInput = {
  /** Where its jobs wait; asked for before the portal is started. */
  startQueue: () => Promise<{ environment: Record<string, string>; stop: () => Promise<void> }>;
  /** How long it may take until another one has done what it left. */
  followedWithinMs: number;
};

/** What holds of every queue. */
export function describeKilledWorker(name: string, { startQueue, followedWithinMs }: KilledWorkerInput): void {
  const patience = { timeout: followedWithinMs, interval: 200 };
  const longMs = followedWithinMs + 60_000;
  describe(`a worker that is killed: ${name}`, () => {
    let portal: TestPortal;
    let client: SignedInClient;
    let seed = 0;
    let queue: Awaited<ReturnType<typeof startQueue>>;
    beforeAll(async () => {
      queue = await startQueue();
      portal = await startTestPortal({ works: false, environment: queue.environment });
      client = await signedInClient(portal);
    });
    afterAll(async () => {
      await portal.stop();
      await queue.stop();
    });

    /** A document whose check leaves a line in the activity record, so that a second effect would be seen. */
    async function addMismatch(): Promise<string> {
      const answer = await sendPdf(client, pdfOfSize(50_000, (seed += 1))).expect(201);
      const { id } = (answer.body as { document: { id: string } }).document;
      await askDatabase(portal.database, `update documents set sha256 = repeat('0', 63) || $2 where id = $1`, [
        id,
        seed,
      ]);
      return id;
    }
    const startWorker = (applicationUrl: string): Promise<WorkerProcess> =>
      startWorkerProcess({
        database: { applicationUrl },
        dataFolder: portal.config.dataFolder,
        environment: { SCANNER: 'none', LOG_LEVEL: 'info', ...queue.environment },
      });
    const effects = (id: string) =>
      askDatabase(
        portal.database,
        `select d.state, (select count(*)::int from activity as a
         where a.document_id = d.id and a.action = 'document_check_failed') as lines
       from documents as d where id = $1`,
        [id],
      );

    // Fails with `notifyPollingIntervalSeconds` left at its 30 seconds: then nobody follows in time.
    it.each([
      ['when it has taken the job', { statement: /from documents where record_id = \$1 and id = \$2/, at: 'asked' }],
      [
        'before it commits what it decided',
        { statement: /^commit/i, after: /update documents set state/, at: 'asked' },
      ],
      [
        'when it has committed and said so to nobody',
        { statement: /^commit/i, after: /update documents set state/, at: 'answered' },
      ],
    ] as const)('%s is followed by another, and the job has one effect', { timeout: longMs }, async (_when, hold) => {
      const proxy = await startPostgresProxy(portal.database.applicationUrl);
      const victim = await startWorker(proxy.url);
      const held = proxy.hold(hold);
      const id = await addMismatch();
      await held;
      expect(await victim.kill('SIGKILL')).toBeNull();
      await proxy.close();
      const next = await startWorker(portal.database.applicationUrl);
      await expect
        .poll(() => portal.worker.describeJobs(), patience)
        .toMatchObject({ waiting: 0, deferred: 0, underWay: 0, notHandedOver: 0 });
      expect(await effects(id)).toEqual([{ state: 'refused', lines: 1 }]);
      expect(await next.kill('SIGTERM')).toBe(0);
    });
  });
}
