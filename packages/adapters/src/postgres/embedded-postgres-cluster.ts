import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../disk/system-error.ts';
import { EmbeddedPostgresError, reasonOf } from './embedded-postgres-error.ts';
import { runToEnd } from './embedded-postgres-process.ts';
import { administratorRole, type DatabasePasswords } from './embedded-postgres-roles.ts';
import type { PostgresRunner } from './embedded-postgres-user.ts';

const majorVersion = '18';

/** Made once, and readable by their owner only. */
export const keepPasswords = async (dataFolder: string): Promise<DatabasePasswords> => {
  const file = join(dataFolder, 'passwords.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DatabasePasswords;
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  const password = (): string => randomBytes(24).toString('base64url');
  const passwords = { administrator: password(), owner: password(), application: password() };
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return passwords;
};

/** A new cluster is made beside its place and moved there whole, so that an interrupted first start leaves no half one. */
export const ensureCluster = async (
  runner: PostgresRunner,
  clusterFolder: string,
  passwords: DatabasePasswords,
  durable: boolean,
): Promise<void> => {
  const version = await readVersion(clusterFolder);
  if (version === majorVersion) return;
  if (version !== undefined) {
    throw new EmbeddedPostgresError(
      'data_folder_of_other_version',
      `The data in ${clusterFolder} belongs to Postgres ${version}; this portal runs ${majorVersion} and leaves it alone.`,
    );
  }
  const newFolder = `${clusterFolder}.new`;
  const passwordFile = `${clusterFolder}.password`;
  await rm(newFolder, { recursive: true, force: true });
  await writeFile(passwordFile, passwords.administrator, { mode: 0o600 });
  if (runner.runAs !== undefined) await chown(passwordFile, runner.runAs.uid, runner.runAs.gid);
  try {
    await runToEnd(runner, runner.binaries.initdb, [
      `--pgdata=${newFolder}`,
      `--username=${administratorRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ]);
  } catch (error) {
    throw new EmbeddedPostgresError('start_failed', `The database could not be made: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(newFolder, clusterFolder);
};

const readVersion = async (clusterFolder: string): Promise<string | undefined> => {
  try {
    return (await readFile(join(clusterFolder, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
};
