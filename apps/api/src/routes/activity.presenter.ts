import type { ActivityItem, ActivityList } from '@portal/contract/activity';
import type { ActivityLine } from '@portal/core/activity/activity-log.port';
import { activityKeptForMonths } from '@portal/core/activity/activity-kinds';
import type { Viewer } from '@portal/core/viewer';
import { csvLine, csvStart } from '../http/csv.ts';
import { presentDevice } from './device.presenter.ts';

export function presentActivityLine(line: ActivityLine, viewer: Viewer): ActivityItem {
  return {
    id: line.id,
    at: line.at.toISOString(),
    action: line.action,
    outcome: line.outcome,
    actor: actorOf(line, viewer),
    isThisDevice: line.sessionId === viewer.sessionId,
    device: line.userAgent === null ? null : presentDevice(line.userAgent),
    ipAddress: line.ipAddress,
    documentId: line.documentId,
    documentTitle: line.documentTitle,
  };
}

export function presentActivityPage(
  items: readonly ActivityLine[],
  viewer: Viewer,
  nextCursor: string | null,
): ActivityList {
  return {
    items: items.map((line) => presentActivityLine(line, viewer)),
    nextCursor,
    keptForMonths: activityKeptForMonths,
  };
}

const csvHead = ['time (UTC)', 'action', 'outcome', 'by', 'browser', 'system', 'IP address', 'document', 'title'];

/** The same lines as CSV, a piece for each page of them. */
export async function* presentActivityCsv(pages: AsyncIterable<readonly ActivityLine[]>, viewer: Viewer) {
  yield csvStart + csvLine(csvHead);
  for await (const lines of pages) yield lines.map((line) => toCsv(presentActivityLine(line, viewer))).join('');
}

function toCsv({ at, action, outcome, actor, device, ipAddress, documentId, documentTitle }: ActivityItem): string {
  const { browser, system } = device ?? { browser: null, system: null };
  return csvLine([at, action, outcome, actor, browser, system, ipAddress, documentId, documentTitle]);
}

/** A try to sign in as this patient is nobody's deed: without a session it was not the patient who is known to be there. */
function actorOf({ actorType, actorUserId, sessionId }: ActivityLine, viewer: Viewer): ActivityItem['actor'] {
  if (actorType === 'system' || (actorType === 'patient' && sessionId === null)) return 'system';
  return actorUserId === viewer.userId ? 'you' : 'another_person';
}
