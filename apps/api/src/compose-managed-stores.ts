import { composeFiles } from './compose-files.ts';
import type { ManagedStores } from './compose-storage.ts';
import type { Config } from './config.ts';

/** The stores of bytes one by one, for the commands that look at what lies in each. */
export async function composeManagedStores(config: Config): Promise<ManagedStores & { close: () => void }> {
  const { current, former, close } = await composeFiles(config, { now: () => new Date() });
  return { current, former, close };
}
