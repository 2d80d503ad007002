import type { ActivityAction, ActivityEntry } from '../activity/activity.port.ts';
import type { RequestOrigin, Viewer } from '../viewer.ts';
import type { Session } from './sessions.port.ts';

/** What the patient of a session did to their account or to their ways in. */
export function entryOf(
  action: ActivityAction,
  session: Pick<Session, 'id' | 'userId' | 'recordId'>,
  origin: RequestOrigin,
): ActivityEntry {
  return {
    action,
    outcome: 'done',
    actor: { type: 'patient', userId: session.userId, sessionId: session.id },
    recordId: session.recordId,
    documentId: null,
    origin,
  };
}

export function entryBy(viewer: Viewer, action: ActivityAction): ActivityEntry {
  return entryOf(action, { ...viewer, id: viewer.sessionId }, viewer.origin);
}
