import { describe, expect, it } from 'vitest';
import { newId } from '../new-id.ts';
import type { ActivityLine, ActivityLogPort } from './activity-log.port.ts';
import type { ActivityEntry } from './activity.port.ts';
import { createExportActivity } from './export-activity.ts';

const line = (id: string): ActivityLine => ({
  id,
  at: new Date(0),
  action: 'signed_in',
  outcome: 'done',
  actorType: 'patient',
  actorUserId: null,
  sessionId: null,
  ipAddress: null,
  userAgent: null,
  documentId: null,
  documentTitle: null,
});
const origin = { requestId: newId(), ipAddress: '::1', userAgent: 'a browser' };
const viewer = { userId: newId(), recordId: newId(), sessionId: newId(), origin };
const filter = { kind: undefined, documentId: undefined, from: undefined, to: undefined };

describe('the activity record as a file', () => {
  it('is written down first, and read a page at a time as it is asked for', async () => {
    const steps: string[] = [];
    const activityLog: ActivityLogPort = {
      list: async (_recordId, { after }) => {
        steps.push(`read after ${after?.id ?? 'nothing'}`);
        return { items: [line(after ? 'b' : 'a')], next: after ? undefined : { sortValue: '1', id: 'a' } };
      },
    };
    const record = async ({ action }: ActivityEntry) => void steps.push(action);
    const exportActivity = createExportActivity({
      activityLog,
      inTransaction: (work) => work({ activity: { record, recordOnce: record } }),
    });
    const pages = await exportActivity({ viewer, filter });
    expect(steps).toEqual(['activity_exported', 'read after nothing']);
    const ids: string[] = [];
    for await (const page of pages) ids.push(...page.map(({ id }) => id));
    expect(ids).toEqual(['a', 'b']);
    expect(steps).toHaveLength(3);
  });

  it('does not begin where it cannot be written down', async () => {
    const activityLog: ActivityLogPort = { list: () => Promise.reject(new Error('not to be read')) };
    const exportActivity = createExportActivity({
      activityLog,
      inTransaction: () => Promise.reject(new Error('no transaction')),
    });
    await expect(exportActivity({ viewer, filter })).rejects.toThrow('no transaction');
  });
});
