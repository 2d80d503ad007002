import { join, resolve } from 'node:path';
import { lockFolder } from '@portal/adapters/disk/folder-lock';
import { makeFolder } from '@portal/adapters/disk/make-folder';
import { composePortal } from '@portal/api/compose';
import { composeMailbox } from '@portal/api/compose-messages';
import { composeSignals } from '@portal/api/compose-signals';
import { type Config, readConfig } from '@portal/api/config';
import { openInternalPort } from '@portal/api/internal-port';
import { secret } from '@portal/core/secret';
import { composeWorker } from '@portal/worker/compose';
import { readWorkerConfig, type WorkerConfig } from '@portal/worker/config';
import type { Logger } from 'pino';
import { seedDemo } from './demo/compose.ts';
import { demoContact } from './demo/seed-demo.ts';
import { takePort } from './front-door.ts';
import { startLocalDatabase } from './local-database.ts';
import { keepLocalSecrets } from './local-secrets.ts';
import { leadToOwnHost } from './own-host.ts';
import { createServeWeb } from './serve-web.ts';
import { StartupFailure } from './startup-failure.ts';

export type LocalPortal = {
  url: string;
  /** Resolves where the database ends by itself. */
  broken: Promise<void>;
  stop: () => Promise<void>;
};

export type LocalPortalOptions = {
  environment: Readonly<Record<string, string | undefined>>;
  /** The built web client; undefined where somebody else serves it. */
  builtWebFolder: string | undefined;
  createLogger: (config: Config) => Logger;
  onProgress: (line: string) => void;
};

// Whoever watches gets the answer that is under way.
const lastAnswersMs = 1_000;

type Stop = () => Promise<void>;
type Settings = { portal: Config; worker: WorkerConfig };

// Whoever presses Ctrl-C waits for it: what is left undone is done at the next start.
const jobsGraceMs = 3_000;

/**
 * Everything on one machine: data folder, database, worker, API, page. What was started is stopped again where a later
 * step fails. Throws StartupFailure, PortError, FolderInUseError, EmbeddedPostgresError or the file system's error.
 */
export const startLocalPortal = async (options: LocalPortalOptions): Promise<LocalPortal> => {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  try {
    return { ...(await start(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const start = async (options: LocalPortalOptions, stops: Stop[]): Promise<Omit<LocalPortal, 'stop'>> => {
  const { environment, builtWebFolder, createLogger, onProgress } = options;
  const { portal: settings } = readSettings(environment, placeholders);
  const web = builtWebFolder === undefined ? undefined : createServeWeb(builtWebFolder);
  const frontDoor = await takePort(settings.port);
  stops.push(frontDoor.close);

  await makeFolder(settings.dataFolder);
  const lock = await lockFolder(settings.dataFolder);
  stops.push(lock.release);
  const secrets = await keepLocalSecrets(settings.dataFolder);
  const database = await startLocalDatabase({
    dataFolder: settings.dataFolder,
    applicationUrl: environment['DATABASE_URL'] || undefined,
    ownerUrl: environment['DATABASE_MIGRATION_URL'] || undefined,
    onProgress,
  });
  stops.push(database.stop);

  const databaseUrl = secret(database.applicationUrl);
  const chosen = readSettings(environment, secrets);
  const config: Config = { ...chosen.portal, databaseUrl };
  const logger = createLogger(config);
  const signals = await composeSignals(config, { logger });
  stops.push(async () => signals.close());
  const mailbox = composeMailbox({ now: () => new Date() });
  const worker = await composeWorker({ ...chosen.worker, databaseUrl }, { logger, signals, mailbox });
  stops.push(() => worker.stop({ graceMs: jobsGraceMs }));
  const { nudge } = worker;
  const portal = await composePortal(config, {
    logger,
    nudge,
    signals,
    mailbox,
    ...(web === undefined ? {} : { web }),
  });
  stops.push(portal.close);
  const internal = await openInternalPort(config.internal, portal.internal);
  stops.push(async () => internal?.stop(lastAnswersMs));
  stops.push(async () => {
    portal.drain();
    await frontDoor.close();
  });
  if (environment['DEMO'] !== 'off') {
    const documents = await seedDemo(config, logger);
    if (documents > 0) onProgress(`Demo: sign in as ${demoContact.address}, who has got ${documents} documents`);
  }
  await worker.start();
  frontDoor.open(leadToOwnHost(config.publicUrl, portal.app));
  return { url: config.publicUrl.origin, broken: database.ended };
};

/** Stand where nothing is known yet, so that a wrong setting is told before anything is started. */
const placeholders = {
  DATABASE_URL: 'postgres://127.0.0.1',
  CODE_PEPPER: 'x'.repeat(32),
  URL_SIGNING_KEY: 'x'.repeat(32),
};

const readSettings = (
  environment: LocalPortalOptions['environment'],
  others: Readonly<Record<string, string>>,
): Settings => {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const variables = {
    PORTAL_MODE: 'local',
    DATA_DIR: '.data',
    PORT: '3000',
    LOG_LEVEL: 'warn',
    ...placeholders,
    ...others,
    ...set,
  };
  const [portal, worker] = [readConfig(variables), readWorkerConfig(variables)];
  if (!portal.ok || !worker.ok) {
    // What both of them read, both of them find fault with.
    const faults = new Set([portal, worker].flatMap((reading) => (reading.ok ? [] : reading.faults)));
    throw new StartupFailure([...faults].join('\n'));
  }
  const dataFolder = resolve(portal.config.dataFolder);
  return { portal: { ...portal.config, dataFolder }, worker: { ...worker.config, dataFolder } };
};

export const defaultBuiltWebFolder = join(import.meta.dirname, '..', '..', 'web', 'dist');
