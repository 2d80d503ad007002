import { join } from 'node:path';
import { startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { migrate } from '@portal/adapters/postgres/migrate';
import { StartupFailure } from './startup-failure.ts';

export type LocalDatabase = {
  applicationUrl: string;
  /** Resolves where an embedded server ends by itself; never for one that is not ours. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

export type LocalDatabaseOptions = {
  dataFolder: string;
  /** Both where a database outside is used, none for the embedded one. */
  applicationUrl: string | undefined;
  ownerUrl: string | undefined;
  onProgress: (line: string) => void;
};

/** A migrated database: the one that was named, else the embedded one in the data folder. */
export const startLocalDatabase = async (options: LocalDatabaseOptions): Promise<LocalDatabase> => {
  const { dataFolder, applicationUrl, ownerUrl, onProgress } = options;
  if ((applicationUrl === undefined) !== (ownerUrl === undefined)) {
    throw new StartupFailure('DATABASE_URL and DATABASE_MIGRATION_URL belong together: set both or none.');
  }
  if (applicationUrl !== undefined && ownerUrl !== undefined) {
    await migrateNamed(ownerUrl, onProgress);
    return { applicationUrl, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
  }
  onProgress('Starting the database');
  const postgres = await startEmbeddedPostgres({ dataFolder: join(dataFolder, 'postgres'), onNotice: onProgress });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, onProgress });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return postgres;
};

const migrateNamed = async (ownerUrl: string, onProgress: (line: string) => void): Promise<void> => {
  try {
    await migrate({ ownerUrl, onProgress });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupFailure(`The database of DATABASE_MIGRATION_URL can't be migrated: ${reason}`, { cause: error });
  }
};
