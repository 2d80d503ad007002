import type { ActivityPort } from '../activity/activity.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { PeoplePort } from './people.port.ts';
import type { SessionsPort } from './sessions.port.ts';

/** One transaction over people, sessions and what is written down about them. */
export type IdentityWork = UnitOfWork<{ people: PeoplePort; sessions: SessionsPort; activity: ActivityPort }>;
