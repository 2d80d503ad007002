import { join } from 'node:path';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskStoredObjects } from '@portal/adapters/disk/stored-objects.disk';
import type { ManagedStore, ManagedStores } from './compose-storage.ts';
import type { Config } from './config.ts';
import type { StoreName } from './config-storage.ts';

/** The stores of bytes one by one, for the commands that look at what lies in each. */
export async function composeManagedStores(config: Config): Promise<ManagedStores & { close: () => void }> {
  const storeOf = async (name: StoreName): Promise<ManagedStore> => {
    if (name === 's3') throw new Error('S3 is not composed yet.');
    const folder = join(config.dataFolder, 'documents');
    return { name, files: await createDiskDocumentFiles({ folder }), objects: createDiskStoredObjects({ folder }) };
  };
  const { current, former } = config.storage;
  return {
    current: await storeOf(current),
    former: former && (await storeOf(former)),
    close: () => undefined,
  };
}
