import { createPgBossQueue } from '@portal/adapters/pg-boss/job-queue.pg-boss';
import type { HandOver } from '@portal/adapters/postgres/job-outbox.postgres';
import type { Queryable } from '@portal/adapters/postgres/pool';
import type { JobQueuePort } from '@portal/core/jobs/job-queue.port';
import type { WorkerConfig } from './config.ts';

// Longer than a worker is ever too busy to say that it lives.
const visibilitySeconds = 60;
// A picture and the words of a page, which follow each check; reading words in pictures takes both for a while.
const indexedAtOnce = 2;
// Beside the checks there is room for a text and a message to a patient.
const othersAtOnce = 2;

/** Where jobs wait, as the configuration says. */
export async function composeQueue(
  { databaseUrl, checksAtOnce, queue }: Pick<WorkerConfig, 'databaseUrl' | 'checksAtOnce' | 'queue'>,
  postgres: Queryable,
  onError: (error: Error) => void,
): Promise<JobQueuePort & { handOver: HandOver }> {
  if (queue.way === 'postgres') {
    return createPgBossQueue({
      url: databaseUrl,
      postgres,
      atOnce: { check_document: checksAtOnce, index_document: indexedAtOnce },
      onError,
    });
  }
  // The SDK is large: it is loaded by those who use it.
  const { createSqsQueue } = await import('@portal/adapters/aws/job-queue.sqs');
  const { takes, ...place } = queue;
  return createSqsQueue({ ...place, atOnce: takes ? checksAtOnce + othersAtOnce : 0, visibilitySeconds, onError });
}
