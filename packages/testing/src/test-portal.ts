import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composePortal } from '@portal/api/compose';
import type { Portal, Surroundings } from '@portal/api/compose';
import { composeMailbox } from '@portal/api/compose-messages';
import { composeSignals } from '@portal/api/compose-signals';
import { readConfig } from '@portal/api/config';
import type { Config } from '@portal/api/config';
import { startServer } from '@portal/api/server';
import { composeWorker, type Worker } from '@portal/worker/compose';
import { readWorkerConfig, type WorkerConfig } from '@portal/worker/config';
import { pino } from 'pino';
import { inspectorOfTests } from './inspector-of-tests.ts';
import { findFreePort } from './ports.ts';
import { createTestDatabase } from './postgres.ts';
import type { TestDatabase } from './postgres.ts';
import { testRedis } from './redis.ts';
import { createFauxqsBucket } from './s3.ts';

export type TestPortal = {
  /** `http://localhost:PORT`, which is its `PUBLIC_URL` too. */
  url: string;
  portal: Portal;
  config: Config;
  /** Does its jobs, unless the test wanted none: it can be told to start then. */
  worker: Worker;
  workerConfig: WorkerConfig;
  database: TestDatabase;
  /** Everything that it logged, a JSON line each. */
  logLines: readonly string[];
  /** How many files lie in its bucket, whole or in parts; undefined where they lie on disk. */
  countStored: (() => Promise<number>) | undefined;
  /** What it sent, newest first, to everybody or to one address. */
  readMailbox: (to?: string) => Promise<readonly MailboxEntry[]>;
  stop: () => Promise<void>;
};

export type MailboxEntry = {
  to: string;
  subject: string;
  text: string;
  /** Null for text messages. */
  html: string | null;
  sentAt: string;
};

export type TestPortalOptions = {
  /** `redis`: a database of its own on a real server. `memory` is quicker where that is not the point. */
  stores?: 'memory' | 'redis';
  /** `s3`: a bucket of its own on a quick stand-in. For a real server, put the bucket's variables into `environment`. */
  storage?: 'disk' | 's3';
  /** Variables, as they stand in the environment; without them codes may be asked for without a limit. */
  environment?: Record<string, string>;
  /** Changes single settings. */
  config?: Partial<Config>;
  /** False: jobs wait until the test starts the worker. Those that come on a schedule are asked for by tests alone. */
  works?: boolean;
  /**
   * Looks into documents in processes of their own, as outside of tests, and makes pictures and words of them. By
   * default they are looked at here, and have neither. Pages are read from their pictures where the environment says
   * `OCR: 'on'`.
   */
  inspectsApart?: boolean;
  /** Serves the page, for tests in a browser. */
  web?: NonNullable<Surroundings['web']>;
  /** The portal's clock, where a test moves it. */
  now?: () => Date;
};

/** The real portal on a free port, over a database, a folder and stores of its own. Stop it in `afterAll`. */
export async function startTestPortal({
  stores = 'memory',
  storage = 'disk',
  environment = {},
  config: changes = {},
  works = true,
  inspectsApart = false,
  web,
  now,
}: TestPortalOptions = {}): Promise<TestPortal> {
  const [port, database, dataFolder, bucket] = await Promise.all([
    findFreePort(),
    createTestDatabase(),
    mkdtemp(join(tmpdir(), 'portal-data-')),
    storage === 's3' ? createFauxqsBucket() : undefined,
  ]);
  const variables = {
    PORT: String(port),
    DATABASE_URL: database.applicationUrl,
    DATA_DIR: dataFolder,
    ...(stores === 'redis' ? { REDIS_URL: (await testRedis()).url } : {}),
    ...bucket?.environment,
    ...environment,
  };
  const config: Config = { ...readTestConfig(variables), ...changes };
  const workerConfig = readTestWorkerConfig(variables, config);
  const logLines: string[] = [];
  const logger = pino({ level: config.logLevel }, { write: (line: string) => void logLines.push(line) });
  const clock = now ? { now } : {};
  const signals = await composeSignals(config, { logger });
  const mailbox = composeMailbox({ now: now ?? (() => new Date()) });
  const worker = await composeWorker(workerConfig, {
    logger,
    signals,
    mailbox,
    ...clock,
    hasSchedules: false,
    ...(inspectsApart ? {} : { inspector: inspectorOfTests }),
  });
  const portal = await composePortal(config, {
    logger,
    nudge: worker.nudge,
    signals,
    mailbox,
    ...(web ? { web } : {}),
    ...clock,
  });
  if (works) await worker.start();
  const server = await startServer(portal.app, {
    port,
    host: undefined,
    isHttps: config.publicUrl.protocol === 'https:',
  });
  const url = `http://localhost:${port}`;
  return {
    url,
    portal,
    config,
    worker,
    workerConfig,
    database,
    logLines,
    countStored: bucket?.countStored,
    readMailbox: (to) => readMailbox(url, to),
    stop: async () => {
      portal.drain();
      await server.stop(1_000);
      await portal.close();
      await worker.stop({ graceMs: 1_000 });
      signals.close();
      await database.drop();
      await bucket?.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function readTestConfig(environment: Record<string, string>): Config {
  const reading = readConfig({
    PORTAL_MODE: 'local',
    SCANNER: 'none',
    CODE_PEPPER: 'a pepper that only the tests know, long enough',
    URL_SIGNING_KEY: 'a key that only the tests know, which is long enough',
    CODE_INTERVAL_SECONDS: '0',
    CODES_PER_HOUR: '100000',
    REQUESTS_PER_NETWORK_PER_MINUTE: '10000000',
    REQUESTS_PER_SESSION_PER_MINUTE: '10000000',
    UPLOADS_PER_HOUR: '10000000',
    UPLOADS_AT_ONCE: '10000',
    UPLOADS_AT_ONCE_PER_RECORD: '10000',
    ...environment,
  });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  return reading.config;
}

/** The worker of a portal whose settings a test has changed works with those. */
function readTestWorkerConfig(environment: Record<string, string>, config: Config): WorkerConfig {
  const reading = readWorkerConfig({ PORTAL_MODE: 'local', SCANNER: 'none', OCR: 'off', ...environment });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  const { databaseUrl, dataFolder, storage, mail, sms, publicUrl } = config;
  return { ...reading.config, databaseUrl, dataFolder, storage, mail, sms, publicUrl };
}

async function readMailbox(url: string, to: string | undefined): Promise<readonly MailboxEntry[]> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
  const response = await fetch(`${url}/dev/mailbox.json${query}`);
  return (await response.json()) as MailboxEntry[];
}
