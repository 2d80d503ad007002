import { join, resolve } from 'node:path';
import { FolderInUseError, lockFolder } from '@portal/adapters/disk/folder-lock';
import { makeFolder } from '@portal/adapters/disk/make-folder';
import { reachEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres-running';
import { runStorageCommand } from '@portal/api/storage-command';
import { startLocalDatabase } from './local-database.ts';
import { keepLocalSecrets } from './local-secrets.ts';
import { readableFailure } from './startup-failure.ts';

/**
 * `storage:verify` and `storage:move` for the portal whose data lies in DATA_DIR, whether it runs or not; with a
 * DATABASE_URL for the portal of that environment.
 */
const environment = process.env;
const [command, ...args] = process.argv.slice(2);
const dataFolder = resolve(environment['DATA_DIR'] || '.data');

try {
  process.exitCode = environment['DATABASE_URL']
    ? await run({ ...environment })
    : await withLocalDatabase((url) => run({ ...environment, DATABASE_URL: url }));
} catch (error) {
  process.stderr.write(`${readableFailure(error, dataFolder)}\n`);
  process.exitCode = 1;
}
if (process.connected) process.disconnect();

async function run(settings: Record<string, string | undefined>): Promise<number> {
  const secrets = settings['CODE_PEPPER'] ? {} : await keepLocalSecrets(dataFolder);
  return runStorageCommand(command === 'move' ? 'move' : 'verify', {
    environment: { PORTAL_MODE: 'local', ...secrets, ...settings, DATA_DIR: dataFolder },
    args,
  });
}

async function withLocalDatabase(work: (url: string) => Promise<number>): Promise<number> {
  await makeFolder(dataFolder);
  try {
    const lock = await lockFolder(dataFolder);
    const say = (line: string): void => console.log(line);
    const database = await startLocalDatabase({
      dataFolder,
      applicationUrl: undefined,
      ownerUrl: undefined,
      onProgress: say,
    });
    try {
      return await work(database.applicationUrl);
    } finally {
      await database.stop();
      await lock.release();
    }
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    const running = await reachEmbeddedPostgres(join(dataFolder, 'postgres'));
    if (!running) throw error;
    return work(running.applicationUrl);
  }
}
