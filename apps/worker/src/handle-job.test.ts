import type { Job } from '@portal/core/jobs/jobs.port';
import { expect, it } from 'vitest';
import { createHandleJob } from './handle-job.ts';

// Fails when handlers are looked up among what every object has: `Object(job)` would do such a job.
it.each(['make_coffee', 'constructor', 'toString', '__proto__'])('nobody does a job of the kind %s', (kind) => {
  const handleJob = createHandleJob({});
  const job = { kind } as unknown as Job;
  expect(() => handleJob({ job, attempt: 1, signal: new AbortController().signal })).toThrow('knows no jobs');
});
