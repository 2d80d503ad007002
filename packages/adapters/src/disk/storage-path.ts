import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { assertStorageKey } from '@portal/core/documents/storage-key';

/**
 * Where the bytes of a key lie. Two levels of 256 folders spread them, so that no folder grows without end and a
 * record's files do not lie side by side. Throws (a fault) for a key that the portal did not make.
 */
export function storagePath(root: string, storageKey: string): { folders: [string, string]; file: string } {
  assertStorageKey(storageKey);
  const spread = createHash('sha256').update(storageKey).digest('hex');
  const outer = join(root, spread.slice(0, 2));
  const inner = join(outer, spread.slice(2, 4));
  return { folders: [outer, inner], file: join(inner, spread) };
}
