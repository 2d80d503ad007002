import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../disk/system-error.ts';
import { findPostgresBinaries } from './embedded-postgres-binaries.ts';
import { keepPasswords } from './embedded-postgres-cluster.ts';
import { applicationRole, databaseName } from './embedded-postgres-roles.ts';
import { choosePostgresRunner } from './embedded-postgres-user.ts';

const lineOfPort = 3;

/**
 * How to reach the server that another process of this machine runs on a folder of ours, as the application's role.
 * Only for a folder that is in use: of one that is not, the file that is read here may be a leftover.
 */
export const reachEmbeddedPostgres = async (dataFolder: string): Promise<{ applicationUrl: string } | undefined> => {
  const { clusterParent } = await choosePostgresRunner(dataFolder, findPostgresBinaries());
  const { application } = await keepPasswords(dataFolder);
  try {
    const lines = (await readFile(join(clusterParent, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
    const port = Number(lines[lineOfPort]);
    return { applicationUrl: `postgres://${applicationRole}:${application}@127.0.0.1:${port}/${databaseName}` };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
};
