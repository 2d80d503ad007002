import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { newId } from '@portal/core/new-id';
import { startTestSqs, type TestSqs } from '@portal/testing/sqs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeJobQueue, type JobQueueHarness, someJob } from '../port-suites/job-queue.suite.ts';
import { createSqsQueue } from './job-queue.sqs.ts';

const visibilitySeconds = 3;
const patience = { timeout: 60_000, interval: 50 };

async function start(
  tries = 2,
): Promise<Omit<JobQueueHarness, 'open'> & { sqs: TestSqs; open: () => ReturnType<typeof createSqsQueue> }> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testtest');
  const sqs = await startTestSqs({ tries });
  const open = () => createSqsQueue({ ...sqs.place, atOnce: 4, visibilitySeconds, onError: () => undefined });
  const giver = open();
  return {
    sqs,
    open,
    tries,
    handOver: async (jobs) => {
      expect(await giver.handOver(jobs)).toHaveLength(jobs.length);
    },
    stop: async () => {
      await giver.close();
      await sqs.stop();
      vi.unstubAllEnvs();
    },
  };
}

describeJobQueue('SQS', start);

describe('a queue in SQS', () => {
  let harness: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    harness = await start(2);
  });
  afterEach(() => harness.stop());

  // Fails without `heartbeatInterval`: the message is handed out a second time while the first worker has it.
  it('keeps a job that takes longer than its visibility with the worker that has it', { timeout: 90_000 }, async () => {
    let taken = 0;
    const queues = [harness.open(), harness.open()];
    const take = async () => {
      taken += 1;
      await wait(visibilitySeconds * 2_500);
    };
    for (const queue of queues) await queue.start(take);
    await harness.handOver([{ id: newId(), job: someJob() }]);
    await expect.poll(() => harness.sqs.bodies(), patience).toEqual({ queue: [], dead: [] });
    expect(taken).toBe(1);
    for (const queue of queues) {
      await queue.stopTaking();
      await queue.close();
    }
  });

  it('puts aside what is no job at all, without stopping at it', { timeout: 90_000 }, async () => {
    const { endpoint, region, queueUrl } = harness.sqs.place;
    const client = new SQSClient({ endpoint, region });
    for (const MessageBody of ['no JSON', '{"kind":1}', '{"kind":"check_document","recordId":"../../etc"}']) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    }
    client.destroy();
    const queue = harness.open();
    let taken = 0;
    await queue.start(async () => void (taken += 1));
    await harness.handOver([{ id: newId(), job: someJob() }]);
    await expect.poll(() => harness.sqs.bodies().dead.length, patience).toBe(3);
    expect(taken).toBe(1);
    await queue.stopTaking();
    await queue.close();
  });

  it('carries ids and a kind, and nothing else', async () => {
    const [id, job] = [newId(), someJob()];
    await harness.handOver([{ id, job }]);
    expect(harness.sqs.bodies().queue.map((body) => JSON.parse(body) as unknown)).toEqual([{ id, ...job }]);
  });
});
