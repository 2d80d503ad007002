import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { pino } from 'pino';
import { composeLambda, type LambdaWorker } from '../compose-lambda.ts';
import { readWorkerConfig } from '../config.ts';

/** What a rule of EventBridge sends as its constant input. */
export type ScheduledEvent = { job: ScheduledJobKind };

// So much of its time is left to say what was not done.
const lastMomentMs = 3_000;

let composing: Promise<LambdaWorker> | undefined;

/**
 * Messages of SQS, of which those that failed are told and come again; and jobs that come again and again. What it is
 * composed of is kept as long as AWS keeps the process.
 */
export async function handler(event: SQSEvent | ScheduledEvent, context: Context): Promise<SQSBatchResponse | void> {
  const worker = await composeOnce();
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - lastMomentMs));
  if (!('Records' in event)) return worker.doScheduled(event.job, signal);
  const takeRecord = ({ body, attributes }: SQSRecord): Promise<void> =>
    worker.takeMessage({ body, attempt: Number(attributes.ApproximateReceiveCount), signal });
  return processPartialResponse(event, takeRecord, new BatchProcessor(EventType.SQS), {
    throwOnFullBatchFailure: false,
  });
}

/** A composition that fails is not kept: the next batch tries anew. */
function composeOnce(): Promise<LambdaWorker> {
  composing ??= compose().catch((error: unknown) => {
    composing = undefined;
    throw error;
  });
  return composing;
}

async function compose(): Promise<LambdaWorker> {
  const reading = readWorkerConfig(process.env);
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  return composeLambda(reading.config, { logger: pino({ level: reading.config.logLevel }) });
}
