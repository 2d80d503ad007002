import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { JobQueuePort, QueueCounts, QueuedJob } from '@portal/core/jobs/job-queue.port';
import { type AwsPlace, awsClientOptions } from './aws-client.ts';
import { messageOf } from './job-message.ts';
import { createSqsTakers, type SqsTakersOptions } from './sqs-takers.ts';

export type SqsQueueOptions = AwsPlace & SqsTakersOptions;

const mostInOneCall = 10;

/**
 * The queue in Amazon SQS, which hands a message out at least once, in any order. Its redrive policy says after how many
 * tries a job is dead, and where it is put then.
 */
export function createSqsQueue(
  options: SqsQueueOptions,
): JobQueuePort & { handOver: (jobs: readonly QueuedJob[]) => Promise<readonly string[]> } {
  const { queueUrl, onError } = options;
  const client = new SQSClient(awsClientOptions(options));
  // Waiting for messages takes up to its 20 seconds, which is no silence.
  const waiting = new SQSClient({ ...awsClientOptions(options), requestHandler: { requestTimeout: 30_000 } });
  const takers = createSqsTakers(waiting, options);

  const send = async (jobs: readonly QueuedJob[]): Promise<string[]> => {
    const Entries = jobs.map((queued) => ({ Id: queued.id, MessageBody: messageOf(queued) }));
    const { Successful = [], Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
    );
    for (const { Code, Message } of Failed) onError(new Error(`SQS did not take a job: ${Code} ${Message}`));
    return Successful.flatMap(({ Id }) => Id ?? []);
  };

  return {
    handOver: async (jobs) => {
      const taken: string[] = [];
      for (let at = 0; at < jobs.length; at += mostInOneCall) {
        taken.push(...(await send(jobs.slice(at, at + mostInOneCall))));
      }
      return taken;
    },
    start: async (take) => takers.start(take),
    stopTaking: () => takers.stop(),
    close: async () => {
      client.destroy();
      waiting.destroy();
    },
    describe: () => describeQueue(client, queueUrl),
  };
}

async function describeQueue(client: SQSClient, queueUrl: string): Promise<QueueCounts> {
  const attributes = await attributesOf(client, queueUrl);
  return {
    waiting: Number(attributes['ApproximateNumberOfMessages']),
    deferred: Number(attributes['ApproximateNumberOfMessagesDelayed']),
    underWay: Number(attributes['ApproximateNumberOfMessagesNotVisible']),
    dead: await countDead(client, attributes['RedrivePolicy']),
    // The age of the oldest is a metric of CloudWatch, which no call of SQS answers.
    oldestWaitingMs: undefined,
    waitingByKind: {},
  };
}

async function countDead(client: SQSClient, redrivePolicy: string | undefined): Promise<number> {
  if (redrivePolicy === undefined) return 0;
  const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as { deadLetterTargetArn: string };
  const QueueName = deadLetterTargetArn.split(':').at(-1);
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }));
  return Number((await attributesOf(client, QueueUrl))['ApproximateNumberOfMessages']);
}

async function attributesOf(client: SQSClient, QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes;
}
