import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binariesIn, type PostgresBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** How Postgres is run here, and where: it refuses to run as root, which is what containers and servers often are. */
export type PostgresRunner = {
  binaries: PostgresBinaries;
  /** The folder that holds the cluster. */
  clusterParent: string;
  /** Put before a command. */
  prefix: string[];
  /** Set where the command runs as another user of this machine. */
  runAs?: { uid: number; gid: number };
  /** A sentence for whoever started it, where the data does not lie in the folder that was asked for. */
  notice?: string;
};

type ServiceUser = { name: string; uid: number; gid: number };

/**
 * As an ordinary user nothing is needed. As root a user namespace shows our own files as those of an ordinary user,
 * which works below folders that nobody else may enter, such as root's home. Where namespaces are not permitted (a
 * container without the capability), a service user runs it from a folder it can reach.
 * Throws `cannot_run_as_root`.
 */
export const choosePostgresRunner = async (dataFolder: string, binaries: PostgresBinaries): Promise<PostgresRunner> => {
  const endWithParent = works('setpriv', ['--pdeathsig', 'INT', 'true']) ? ['setpriv', '--pdeathsig', 'INT'] : [];
  if (process.getuid?.() !== 0) return { binaries, clusterParent: dataFolder, prefix: endWithParent };
  const user = await findServiceUser();
  const namespace = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  if (works('unshare', [...namespace, 'true'])) {
    return { binaries, clusterParent: dataFolder, prefix: ['unshare', ...namespace, ...endWithParent] };
  }
  return { ...(await prepareServiceFolder(dataFolder, binaries, user)), prefix: endWithParent };
};

const works = (command: string, args: string[]): boolean => spawnSync(command, args).status === 0;

/** initdb asks for the name of its user, so it has to be one that the machine knows. */
const findServiceUser = async (): Promise<ServiceUser> => {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name !== undefined && Number(uid) > 0 && Number(gid) > 0
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : [];
  });
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users[0];
  if (user !== undefined) return user;
  throw new EmbeddedPostgresError(
    'cannot_run_as_root',
    'Postgres refuses to run as root, and this machine has no other user: start the portal as an ordinary user.',
  );
};

const prepareServiceFolder = async (
  dataFolder: string,
  binaries: PostgresBinaries,
  user: ServiceUser,
): Promise<Omit<PostgresRunner, 'prefix'>> => {
  const runAs = { uid: user.uid, gid: user.gid };
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const clusterParent = join('/var/lib/medical-documents-portal', name);
  await mkdir(clusterParent, { recursive: true });
  await chown(clusterParent, user.uid, user.gid);
  const copiedBinaries = join(clusterParent, 'postgres-18');
  if (!existsSync(copiedBinaries)) {
    const partial = `${copiedBinaries}.partial`;
    await cp(binaries.folder, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, copiedBinaries);
  }
  const copied = binariesIn(copiedBinaries);
  if (spawnSync(copied.postgres, ['--version'], runAs).status !== 0) {
    throw new EmbeddedPostgresError(
      'cannot_run_as_root',
      `Postgres refuses to run as root, and ${user.name} can't run it either: start the portal as an ordinary user.`,
    );
  }
  const notice = `User namespaces are not permitted here: the database runs as ${user.name} and lies in ${clusterParent}.`;
  return { binaries: copied, clusterParent, runAs, notice };
};
