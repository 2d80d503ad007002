import { composeWorker } from '@portal/worker/compose';
import { readWorkerConfig } from '@portal/worker/config';
import { pino } from 'pino';
import { inspectorOfTests } from './inspector-of-tests.ts';
import type { TestDatabase } from './postgres.ts';

/** A worker in the test's own process, beside an API that is a process of its own and may be killed. */
export async function startWorkerHere(input: {
  database: Pick<TestDatabase, 'applicationUrl'>;
  dataFolder: string;
  environment?: Record<string, string>;
}): Promise<{ stop: () => Promise<void> }> {
  const reading = readWorkerConfig({
    PORTAL_MODE: 'local',
    SCANNER: 'none',
    DATABASE_URL: input.database.applicationUrl,
    DATA_DIR: input.dataFolder,
    ...input.environment,
  });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  const logger = pino({ level: 'silent' });
  const worker = await composeWorker(reading.config, { logger, hasSchedules: false, inspector: inspectorOfTests });
  await worker.start();
  return { stop: () => worker.stop({ graceMs: 1_000 }) };
}
