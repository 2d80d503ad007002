import { startClamd } from '@portal/testing/clamd-server';
import { startWorkerProcess } from '@portal/testing/worker-process';
import type { Group, Started } from './claim.ts';
import { compete } from './competition.ts';
import { pipelineDocuments } from './pipeline-documents.ts';
import { pipelineSteps } from './pipeline-steps.ts';
import { type Pipeline, pipelineClaims } from './pipeline.ts';
import { aboutRounds } from './rounds.ts';
import { startDatabase, startPortal } from './servers.ts';

const whole = ['pipeline', 'pipeline-of-strangers'];
const steps = 'pipeline-steps';

export const pipelineGroup: Group = {
  name: 'pipeline',
  about: aboutRounds,
  claims: [...whole, steps],
  start: async ({ started, isAsked, seed }) => {
    const clamd = await started(startClamd());
    const documentOf = await pipelineDocuments();
    const claims = whole.some(isAsked)
      ? pipelineClaims({ ...(await startPipeline(started, clamd.url)), clamd, documentOf }, seed).map(compete)
      : [];
    return [...claims, pipelineSteps(steps, { clamd, documentOf })].filter(({ name }) => isAsked(name));
  },
};

async function startPipeline(
  started: Started,
  clamdUrl: string,
): Promise<Pick<Pipeline, 'database' | 'portal' | 'worker'>> {
  const database = await started(startDatabase());
  const portal = await started(startPortal(database));
  const { worker } = await started(startWorker({ database, portal, clamdUrl }));
  return { database, portal, worker };
}

async function startWorker({
  database,
  portal,
  clamdUrl,
}: Pick<Pipeline, 'portal'> & { database: { applicationUrl: string }; clamdUrl: string }) {
  const worker = await startWorkerProcess({
    database,
    dataFolder: portal.environment['DATA_DIR'] ?? '',
    environment: { SCANNER: 'clamd', CLAMD_URL: clamdUrl, OCR: 'off', LOG_LEVEL: 'info' },
  });
  const stop = async (): Promise<void> => void (await worker.kill('SIGTERM'));
  return { worker, stop };
}
