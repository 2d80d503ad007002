import type { Viewer } from '../viewer.ts';
import type { ActivityFilter, ActivityLogPort, ActivityPage, ActivityPosition } from './activity-log.port.ts';

export type ListActivity = (input: {
  viewer: Viewer;
  filter: ActivityFilter;
  limit: number;
  after: ActivityPosition | undefined;
}) => Promise<ActivityPage>;

/** What happened to the viewer's documents and account, newest first. Reading it is not itself written down. */
export function createListActivity({ activityLog }: { activityLog: ActivityLogPort }): ListActivity {
  return ({ viewer, ...query }) => activityLog.list(viewer.recordId, query);
}
