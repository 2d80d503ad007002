import { pino } from 'pino';
import { composeWorker } from './compose.ts';
import { readWorkerConfig } from './config.ts';

const graceMs = 60_000;

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
  await worker.start();
  logger.info({ queue: config.queue.way, mode: config.mode }, 'taking jobs');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.info('stopping: jobs under way end first');
    await worker.stop({ graceMs });
    logger.info('stopped');
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

await main();
