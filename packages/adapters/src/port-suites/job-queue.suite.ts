import type { JobQueuePort, QueuedJob, TakeJob } from '@portal/core/jobs/job-queue.port';
import type { Job } from '@portal/core/jobs/jobs.port';
import { newId } from '@portal/core/new-id';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

export type JobQueueHarness = {
  /** One worker's hold on the queue; several look at the same one. */
  open: () => JobQueuePort;
  handOver: (jobs: readonly QueuedJob[]) => Promise<void>;
  /** So many tries has a job there. */
  tries: number;
  stop: () => Promise<void>;
};

const longMs = 120_000;
const patience = { timeout: 60_000, interval: 50 };

export const someJob = (): Job & { kind: 'check_document' } => ({
  kind: 'check_document',
  recordId: newId(),
  documentId: newId(),
});

/** What every queue of jobs promises. */
export function describeJobQueue(name: string, start: () => Promise<JobQueueHarness>): void {
  describe(`a queue of jobs: ${name}`, () => {
    let harness: JobQueueHarness;
    const opened: JobQueuePort[] = [];
    const open = (): JobQueuePort => {
      const queue = harness.open();
      opened.push(queue);
      return queue;
    };
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      for (const queue of opened.splice(0)) {
        await queue.stopTaking();
        await queue.close();
      }
      await harness.stop();
    });

    it('hands out each job that was handed over, as it was', { timeout: longMs }, async () => {
      const jobs = Array.from({ length: 25 }, someJob);
      await harness.handOver(jobs.map((job) => ({ id: newId(), job })));
      const taken: Job[] = [];
      await open().start(async ({ job, attempt }) => {
        expect(attempt).toBe(1);
        taken.push(job);
      });
      await expect.poll(() => taken.length, patience).toBe(25);
      expect(new Set(taken.map((job) => JSON.stringify(job)))).toEqual(new Set(jobs.map((job) => JSON.stringify(job))));
    });

    it('hands out again what failed, and puts it aside as dead after its last try', { timeout: longMs }, async () => {
      const [failing, sound] = [someJob(), someJob()];
      await harness.handOver([failing, sound].map((job) => ({ id: newId(), job })));
      const attempts: number[] = [];
      let done = 0;
      const queue = open();
      await queue.start(async ({ job, attempt }) => {
        if (!('documentId' in job) || job.documentId !== failing.documentId) return void (done += 1);
        attempts.push(attempt);
        throw new Error('a job that fails in this test');
      });
      await expect.poll(async () => (await queue.describe()).dead, patience).toBe(1);
      expect(attempts).toEqual(Array.from({ length: harness.tries }, (_, index) => index + 1));
      expect(done).toBe(1);
      expect(await queue.describe()).toMatchObject({ waiting: 0, underWay: 0, dead: 1 });
    });

    it('a worker that ends finishes what it has, and takes no more', { timeout: longMs }, async () => {
      const queue = open();
      const goOn = Promise.withResolvers<void>();
      let begun = 0;
      let ended = 0;
      await queue.start(async () => {
        begun += 1;
        await goOn.promise;
        ended += 1;
      });
      await harness.handOver([{ id: newId(), job: someJob() }]);
      await expect.poll(() => begun, patience).toBe(1);
      const stopped = queue.stopTaking();
      await harness.handOver([{ id: newId(), job: someJob() }]);
      goOn.resolve();
      await stopped;
      expect([begun, ended]).toEqual([1, 1]);
      const other = open();
      let takenByOther = 0;
      await other.start(async () => void (takenByOther += 1));
      await expect.poll(() => takenByOther, patience).toBe(1);
    });

    it('of two workers each job is with one', { timeout: longMs }, async () => {
      const taken: string[] = [];
      const take: TakeJob = async ({ job }) => void taken.push('documentId' in job ? job.documentId : '');
      await Promise.all([open().start(take), open().start(take)]);
      await harness.handOver(Array.from({ length: 30 }, () => ({ id: newId(), job: someJob() })));
      await expect.poll(() => taken.length, patience).toBe(30);
      expect(new Set(taken).size).toBe(30);
    });
  });
}
