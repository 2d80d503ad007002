import type { QueuedJob } from '@portal/core/jobs/job-queue.port';
import type { Job } from '@portal/core/jobs/jobs.port';

/** What travels: ids and a kind, nothing that says anything of a patient. */
export function messageOf({ id, job }: QueuedJob): string {
  return JSON.stringify({ id, ...job });
}

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws where it is none that the portal has sent: it goes the way of a job that fails. */
export function jobOf(message: string | undefined): Job {
  const said: unknown = JSON.parse(message ?? '');
  if (typeof said !== 'object' || said === null) throw new Error('A message holds no job.');
  const { kind, recordId, documentId } = said as Record<string, unknown>;
  const areIds = [recordId, documentId].every(
    (id) => id === undefined || (typeof id === 'string' && idPattern.test(id)),
  );
  if (typeof kind !== 'string' || !areIds) throw new Error('A message holds no job.');
  // Whether there is such a kind, and what it needs, is decided by who handles it.
  return { kind, ...(recordId !== undefined && { recordId }), ...(documentId !== undefined && { documentId }) } as Job;
}
