import type { JobsPort } from '../jobs/jobs.port.ts';
import type { Notice } from './notice.ts';
import { dueAt, isUrgent } from './notice-policy.ts';
import type { NoticesPort } from './notices.port.ts';

/**
 * Notes what a patient is to be told, and asks for the message: within the transaction of what it tells of. The same
 * cause a second time does nothing.
 */
export async function announce(ports: { notices: NoticesPort; jobs: JobsPort }, notice: Notice): Promise<void> {
  if (!(await ports.notices.add(notice))) return;
  const { recordId, kind, createdAt } = notice;
  const notBefore = dueAt({ firstAt: createdAt, lastAt: createdAt, isUrgent: isUrgent(kind) });
  await ports.jobs.enqueue({ kind: 'send_notices', recordId }, { notBefore });
}
