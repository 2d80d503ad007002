import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { FolderInUseError, lockFolder } from '../disk/folder-lock.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { findPostgresBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError, reasonOf } from './embedded-postgres-error.ts';
import { ensureCluster, keepPasswords } from './embedded-postgres-cluster.ts';
import { stopOrphan } from './embedded-postgres-orphan.ts';
import { type RunningPostgres, startServer } from './embedded-postgres-process.ts';
import {
  administratorRole,
  applicationRole,
  databaseName,
  type DatabasePasswords,
  ownerRole,
  prepareRoles,
} from './embedded-postgres-roles.ts';
import { choosePostgresRunner, type PostgresRunner } from './embedded-postgres-user.ts';

const startAttempts = 10;

export type EmbeddedPostgresOptions = {
  /** Made where it is missing; belongs to one running server at a time. */
  dataFolder: string;
  /** A free one where it is left out. */
  port?: number;
  /** Off for tests only: a crash of the machine then loses the data, and everything is faster. */
  durable?: boolean;
  /** Told in one sentence what is worth knowing about how the database runs here. */
  onNotice?: (notice: string) => void;
};

export type EmbeddedPostgres = {
  /** For migrations. */
  ownerUrl: string;
  /** For the running application. */
  applicationUrl: string;
  /** The superuser, in the maintenance database: for tests that make databases. */
  administratorUrl: string;
  port: number;
  /** Ends when the server has ended, whoever stopped it. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Runs Postgres 18 from npm on 127.0.0.1 with its data in a folder, and makes roles and database where they are missing.
 * Throws EmbeddedPostgresError; file system errors of the data folder come through as they are.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const dataFolder = resolve(options.dataFolder);
  await makeFolder(dataFolder);
  const lock = await lockFolder(dataFolder).catch(translateLockError);
  try {
    const runner = await choosePostgresRunner(dataFolder, findPostgresBinaries());
    if (runner.notice !== undefined) options.onNotice?.(runner.notice);
    const passwords = await keepPasswords(dataFolder);
    const clusterFolder = join(runner.clusterParent, 'cluster');
    await ensureCluster(runner, clusterFolder, passwords, options.durable ?? true);
    await stopOrphan(clusterFolder);
    const { server, port } = await startOnPort(runner, clusterFolder, options);
    const urls = urlsOf(port, passwords);
    await prepareRoles(urls.administratorUrl, passwords).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await lock.release();
    };
    return { ...urls, port, ended: server.ended, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const translateLockError = (error: unknown): never => {
  if (error instanceof FolderInUseError) {
    throw new EmbeddedPostgresError('data_folder_in_use', error.message, { cause: error });
  }
  throw error;
};

/**
 * A port found free may be taken by the time the server listens; a server that was killed keeps its lock file until
 * somebody has collected it, and its memory until its last process is gone. All of that passes, so it is tried again.
 */
const startOnPort = async (
  runner: PostgresRunner,
  clusterFolder: string,
  options: EmbeddedPostgresOptions,
): Promise<{ server: RunningPostgres; port: number }> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    try {
      const server = await startServer(runner, { clusterFolder, port, durable: options.durable ?? true });
      return { server, port };
    } catch (error) {
      const passes = /could not bind|lock file .* already exists|pre-existing shared memory/.test(String(error));
      if (!passes || attempt === startAttempts) {
        throw new EmbeddedPostgresError('start_failed', `The database does not start: ${reasonOf(error)}`, {
          cause: error,
        });
      }
      await delay(300);
    }
  }
};

const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const urlsOf = (port: number, passwords: DatabasePasswords) => {
  const url = (role: string, password: string, database: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url(ownerRole, passwords.owner, databaseName),
    applicationUrl: url(applicationRole, passwords.application, databaseName),
    administratorUrl: url(administratorRole, passwords.administrator, 'postgres'),
  };
};
