import { type Group, prepared } from './claim.ts';
import { patientsClaim } from './patients.ts';

const name = 'patients';

export const patientsGroup: Group = {
  name,
  about: [
    'People who read, think and do something else, against the API, Postgres, Redis and a disk, all on one machine, which',
    'plays the patients as well. Times are from the first byte of a request to the last one of its answer. Measured by',
    '`npm run bench -- patients`.',
  ],
  claims: [name],
  start: ({ seed, durationSeconds: seconds }) =>
    Promise.resolve([prepared(name, (started) => patientsClaim(started, { seed, seconds }))]),
};
