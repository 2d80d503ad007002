import type { ActivityFilter, ActivityLogPort, ActivityPosition } from '@portal/core/activity/activity-log.port';
import type { ActivityEntry, ActivityPort } from '@portal/core/activity/activity.port';
import { newId } from '@portal/core/new-id';
import { describe, expect, it } from 'vitest';

const everything: ActivityFilter = { kind: undefined, documentId: undefined, from: undefined, to: undefined };

/** What every adapter of `ActivityLogPort` must hold. `moveTo` changes when an entry of a document happened. */
export function activityLogSuite(
  name: string,
  setUp: () => {
    activity: ActivityPort;
    activityLog: ActivityLogPort;
    moveTo: (documentId: string, at: string) => Promise<void>;
  },
): void {
  const done = (recordId: string, changes: Partial<ActivityEntry> = {}): ActivityEntry => ({
    action: 'document_viewed',
    outcome: 'done',
    actor: { type: 'patient', userId: newId(), sessionId: newId() },
    recordId,
    documentId: newId(),
    origin: { requestId: newId(), ipAddress: '2001:db8::1', userAgent: 'a browser' },
    ...changes,
  });

  describe(`the activity log in ${name}`, () => {
    it('tells what happened to one record, newest first, with nothing of another one', async () => {
      const { activity, activityLog } = setUp();
      const recordId = newId();
      const entries = [done(recordId), done(recordId, { action: 'signed_in', documentId: null })];
      for (const entry of [...entries, done(newId())]) await activity.record(entry);
      const { items, next } = await activityLog.list(recordId, { filter: everything, limit: 10, after: undefined });
      expect(next).toBeUndefined();
      expect(items.map(({ action }) => action)).toEqual(['signed_in', 'document_viewed']);
      const { actor, documentId } = entries[0]!;
      expect(items[1]).toMatchObject({
        outcome: 'done',
        actorType: 'patient',
        actorUserId: actor.type === 'patient' && actor.userId,
        sessionId: actor.type === 'patient' && actor.sessionId,
        ipAddress: '2001:db8::1',
        userAgent: 'a browser',
        documentId,
        documentTitle: null,
      });
    });

    it('comes page by page without a gap or a repetition, though lines of the same moment meet there', async () => {
      const { activity, activityLog, moveTo } = setUp();
      const recordId = newId();
      const documentId = newId();
      for (let i = 0; i < 7; i++) await activity.record(done(recordId, { documentId }));
      await moveTo(documentId, '2026-05-03T10:00:00.123456Z');
      const ids: string[] = [];
      let after: ActivityPosition | undefined;
      do {
        const page = await activityLog.list(recordId, { filter: everything, limit: 2, after });
        ids.push(...page.items.map(({ id }) => id));
        // What happens meanwhile is newer, and moves nothing.
        await activity.record(done(recordId));
        after = page.next;
      } while (after);
      expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
      expect(ids).toHaveLength(7);
    });

    it.each([
      ['openings', ['document_downloaded', 'document_viewed']],
      ['changes', ['document_trashed']],
      ['sign_ins', ['signed_in']],
      ['refusals', ['session_ended', 'sign_in_refused', 'document_refused']],
    ] as const)('is narrowed to %s', async (kind, expected) => {
      const { activity, activityLog } = setUp();
      const recordId = newId();
      const actions = [
        'document_viewed',
        'document_refused',
        'signed_in',
        'document_trashed',
        'sign_in_refused',
        'document_downloaded',
      ] as const;
      for (const action of actions) {
        const outcome = action.endsWith('_refused') ? 'refused' : 'done';
        await activity.record(done(recordId, { action, outcome }));
      }
      // Whatever was tried.
      await activity.record(done(recordId, { action: 'session_ended', outcome: 'refused' }));
      const page = await activityLog.list(recordId, { filter: { ...everything, kind }, limit: 10, after: undefined });
      expect(page.items.map(({ action }) => action)).toEqual(expected);
    });

    it('is narrowed to one document, and to days with both ends, in UTC', async () => {
      const { activity, activityLog, moveTo } = setUp();
      const recordId = newId();
      const times = [
        '2026-05-02T23:59:59.999999Z',
        '2026-05-03T00:00:00Z',
        '2026-05-04T23:59:59.999999Z',
        '2026-05-05Z',
      ];
      const documentIds = times.map(() => newId());
      for (const [index, documentId] of documentIds.entries()) {
        await activity.record(done(recordId, { documentId }));
        await moveTo(documentId, times[index]!);
      }
      const found = async (filter: Partial<ActivityFilter>) => {
        const query = { filter: { ...everything, ...filter }, limit: 10, after: undefined };
        return (await activityLog.list(recordId, query)).items.map(({ documentId }) => documentId);
      };
      expect(await found({ documentId: documentIds[2]! })).toEqual([documentIds[2]]);
      expect(await found({ from: '2026-05-03', to: '2026-05-04' })).toEqual([documentIds[2], documentIds[1]]);
      expect(await found({ from: '2026-05-05' })).toEqual([documentIds[3]]);
      expect(await found({ to: '2026-05-02' })).toEqual([documentIds[0]]);
      expect(await found({ from: '2026-05-04', to: '2026-05-03' })).toEqual([]);
    });
  });
}
