import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import type { TakeJob } from '@portal/core/jobs/job-queue.port';
import { Consumer } from 'sqs-consumer';
import { jobOf } from './job-message.ts';

export type SqsTakersOptions = {
  queueUrl: string;
  /** How many jobs this process works on at the same time; 0: none. */
  atOnce: number;
  /**
   * How long a job that nobody speaks of any more stays with the worker that took it: that long after a worker died,
   * another one goes on.
   */
  visibilitySeconds: number;
  onError: (error: Error) => void;
};

const longestBackoffSeconds = 900;
// However alive its worker is.
const longestJobMs = 2 * 60 * 60 * 1000;
// Longer than any grace that a worker gives to its jobs.
const waitForJobsMs = 24 * 60 * 60 * 1000;

/** So many of them ask SQS for one message each and do it, so that a slow one keeps no other waiting. */
export function createSqsTakers(client: SQSClient, options: SqsTakersOptions) {
  let consumers: ReturnType<typeof createConsumer>[] = [];
  return {
    start: (take: TakeJob): void => {
      consumers = Array.from({ length: options.atOnce }, () => createConsumer(client, options, take));
      for (const { consumer } of consumers) consumer.start();
    },
    stop: async (): Promise<void> => {
      await Promise.all(consumers.map(({ stop }) => stop()));
    },
  };
}

function createConsumer(
  sqs: SQSClient,
  { queueUrl, visibilitySeconds, onError }: SqsTakersOptions,
  take: TakeJob,
): { consumer: Consumer; stop: () => Promise<void> } {
  // From a message's arrival until it is acknowledged, or given back.
  let isBusy = false;
  let isStopping = false;
  const consumer = Consumer.create({
    sqs,
    queueUrl,
    batchSize: 1,
    visibilityTimeout: visibilitySeconds,
    heartbeatInterval: visibilitySeconds / 3,
    messageSystemAttributeNames: ['ApproximateReceiveCount'],
    // A message that failed comes again later and later; without it, at once when its visibility is over.
    terminateVisibilityTimeout: ([message]) => backoffSecondsOf(message),
    pollingCompleteWaitTimeMs: waitForJobsMs,
    handleMessage: async (message) => {
      const signal = AbortSignal.timeout(longestJobMs);
      await take({ job: jobOf(message.Body), attempt: attemptOf(message), signal });
      return message;
    },
  });
  consumer.on('message_received', () => (isBusy = true));
  consumer.on('response_processed', () => (isBusy = false));
  // A wait for messages that is broken off is no fault.
  consumer.on('error', (error) => isStopping || onError(error));
  // What a job failed of is told by who takes it.
  consumer.on('processing_error', () => undefined);
  return {
    consumer,
    stop: async () => {
      if (!consumer.status.isRunning) return;
      const stopped = new Promise<void>((resolve) => consumer.once('stopped', () => resolve()));
      isStopping = !isBusy;
      // A wait for messages is broken off; what is under way is still acknowledged.
      consumer.stop({ abort: isStopping });
      await stopped;
    },
  };
}

/** How often a message was handed out, this time included. */
function attemptOf({ Attributes }: Pick<Message, 'Attributes'>): number {
  return Number(Attributes?.ApproximateReceiveCount ?? 1);
}

/** Doubles with each try, with jitter. */
function backoffSecondsOf(message: Message | undefined): number {
  const doubled = 2 ** Math.min(attemptOf(message ?? {}), 12);
  return Math.round(Math.min(longestBackoffSeconds, doubled * (0.5 + Math.random() / 2)));
}
