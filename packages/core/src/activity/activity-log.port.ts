import type { ActivityAction } from './activity.port.ts';
import type { ActivityKind } from './activity-kinds.ts';

/** Days are `YYYY-MM-DD` in UTC, both included; undefined for any. */
export type ActivityFilter = {
  kind: ActivityKind | undefined;
  documentId: string | undefined;
  from: string | undefined;
  to: string | undefined;
};

/** The last line of the page before: its time to the microsecond, as the store spells it, and its id. */
export type ActivityPosition = { sortValue: string; id: string };

export type ActivityLine = {
  id: string;
  at: Date;
  action: ActivityAction;
  outcome: 'done' | 'refused';
  actorType: 'patient' | 'share' | 'token' | 'system';
  actorUserId: string | null;
  /** Null where nobody was signed in. */
  sessionId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  documentId: string | null;
  /** As it is now: nothing that was recorded holds a title. Null where no document of this record has the id. */
  documentTitle: string | null;
};

export type ActivityPage = { items: readonly ActivityLine[]; next: ActivityPosition | undefined };

/** What was written down about one record, newest first. */
export type ActivityLogPort = {
  list(
    recordId: string,
    query: { filter: ActivityFilter; limit: number; after: ActivityPosition | undefined },
  ): Promise<ActivityPage>;
};

/** The months that the activity record is kept in. Both may be called at any time, by several at once. */
export type ActivityMonthsPort = {
  /** Makes room for this month and the next ones. */
  prepare(): Promise<void>;
  /** Drops the months that ended more than `activityKeptForMonths` ago; answers how many. */
  dropOld(): Promise<number>;
};
