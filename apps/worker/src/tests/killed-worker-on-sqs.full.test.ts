import { startTestSqs } from '@portal/testing/sqs';
import { vi } from 'vitest';
import { describeKilledWorker } from './killed-worker.suite.ts';

// A message stays with who took it for a minute.
const followedWithinMs = 240_000;
const tries = 11;

describeKilledWorker('its jobs wait in SQS', {
  startQueue: async () => {
    const sqs = await startTestSqs({ tries });
    for (const [name, value] of Object.entries(sqs.environment)) vi.stubEnv(name, value);
    return {
      environment: sqs.environment,
      stop: async () => {
        vi.unstubAllEnvs();
        await sqs.stop();
      },
    };
  },
  followedWithinMs,
});
