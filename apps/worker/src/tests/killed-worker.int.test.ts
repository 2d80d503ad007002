import { describeKilledWorker } from './killed-worker.suite.ts';

const followedWithinMs = 120_000;

describeKilledWorker('its jobs wait in Postgres', {
  startQueue: async () => ({ environment: {}, stop: async () => undefined }),
  followedWithinMs,
});
