import type { ActivityPort } from '../activity/activity.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { PeoplePort } from './people.port.ts';
import type { PasskeysPort } from './passkeys.port.ts';
import type { SessionsPort } from './sessions.port.ts';

export type IdentityWorkPorts = {
  people: PeoplePort;
  sessions: SessionsPort;
  passkeys: PasskeysPort;
  activity: ActivityPort;
};

/** One transaction over people, sessions, passkeys and what is written down about them. */
export type IdentityWork = UnitOfWork<IdentityWorkPorts>;
