import { hkdfSync } from 'node:crypto';
import type { Secret } from '@portal/core/secret';

/**
 * The key that kept pages are sealed with. Made from the key that their cursors are sealed with: with a new one no page
 * is found whose cursor could not be read any more.
 */
export function createListSealingKey({ urlSigningKey }: { urlSigningKey: Secret }): Buffer {
  return Buffer.from(hkdfSync('sha256', urlSigningKey.reveal(), '', 'portal lists: cache', 32));
}
