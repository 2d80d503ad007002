import type { ActivityPort } from '../activity/activity.port.ts';
import type { JobsPort } from '../jobs/jobs.port.ts';
import type { NoticesPort } from '../notices/notices.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { DevicesPort } from './devices.port.ts';
import type { PeoplePort } from './people.port.ts';
import type { PasskeysPort } from './passkeys.port.ts';
import type { SessionsPort } from './sessions.port.ts';

export type IdentityWorkPorts = {
  people: PeoplePort;
  sessions: SessionsPort;
  passkeys: PasskeysPort;
  activity: ActivityPort;
  devices: DevicesPort;
  notices: NoticesPort;
  jobs: JobsPort;
};

/** One transaction over people, sessions, passkeys and browsers, and what is written down and told about them. */
export type IdentityWork = UnitOfWork<IdentityWorkPorts>;
