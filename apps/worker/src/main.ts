import { openInternalPort, PortError } from '@portal/api/internal-port';
import type { RunningServer } from '@portal/api/server';
import { pino } from 'pino';
import { composeWorker, type Worker } from './compose.ts';
import { readWorkerConfig, type WorkerConfig } from './config.ts';

const graceMs = 60_000;
const lastAnswersMs = 1_000;

async function main(): Promise<void> {
  const reading = readWorkerConfig(process.env);
  if (!reading.ok) {
    for (const fault of reading.faults) process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = reading;
  const logger = pino({ level: config.logLevel });
  const worker = await composeWorker(config, { logger });
  const internal = await openPort(config, worker);
  if (internal === 'none to be had') return;
  await worker.start();
  logger.info({ queue: config.queue.way, mode: config.mode }, 'taking jobs');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.info('stopping: jobs under way end first');
    await worker.stop({ graceMs });
    await internal?.stop(lastAnswersMs);
    logger.info('stopped');
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

/** It is open before the first job is taken, and until the last one has ended. */
async function openPort(
  { internal }: WorkerConfig,
  worker: Worker,
): Promise<RunningServer | undefined | 'none to be had'> {
  try {
    return await openInternalPort(internal, worker.internal);
  } catch (error) {
    await worker.stop({ graceMs: 0 });
    if (!(error instanceof PortError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return 'none to be had';
  }
}

await main();
