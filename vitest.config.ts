import { defineConfig } from 'vitest/config';

const services = './packages/testing/src/vitest-services.ts';
const browser = './packages/testing/src/vitest-browser.ts';
const client = './apps/web/e2e/build-client.ts';

/** Tests wait a great deal, for a browser, a database, a deadline: three files at once keep two processors at work. */
const filesAtOnce = 3;

/** What holds an answer's time against a bound or another's time; beside others it would measure those. */
const timed = [
  'apps/api/src/faults.int.test.ts',
  'apps/api/src/routes/events.routes.int.test.ts',
  'apps/api/src/tests/events-across-instances.int.test.ts',
  'apps/api/src/tests/{list-cache,metrics,others,replicas,security-limits,sending,sessions,slow-clients}.int.test.ts',
  'apps/local/src/local-scanner.int.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/*/{src,bootstrap}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{int,full}.test.ts'],
          maxWorkers: filesAtOnce,
          // They share nothing that changes: what they import is read once and not for each file.
          isolate: false,
          // A hundred thousand codes take their time on a machine that has other things to do.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          // What is waited for comes soon; on a machine that is busy with other tests, not so soon.
          expect: { poll: { timeout: 10_000 } },
          include: ['{packages,apps}/*/src/**/*.int.test.ts'],
          exclude: timed,
          maxWorkers: filesAtOnce,
          globalSetup: [services],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          expect: { poll: { timeout: 15_000 } },
          include: ['apps/web/e2e/**/*.spec.ts'],
          exclude: ['**/*.full.spec.ts'],
          maxWorkers: filesAtOnce,
          globalSetup: [services, browser, client],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // After all others, one file at a time.
          name: 'timed',
          expect: { poll: { timeout: 10_000 } },
          include: timed,
          maxWorkers: 1,
          globalSetup: [services],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'full',
          expect: { poll: { timeout: 30_000 } },
          include: ['{packages,apps}/*/src/**/*.full.test.ts', 'apps/web/e2e/**/*.full.spec.ts'],
          maxWorkers: 1,
          globalSetup: [services, browser, client],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
