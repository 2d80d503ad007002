import { hkdfSync } from 'node:crypto';
import type { Secret } from '../secret.ts';

/** The key that cached sessions are signed with: made from the pepper, which no store holds. */
export function createCacheKey({ codePepper }: { codePepper: Secret }): Buffer {
  return Buffer.from(hkdfSync('sha256', codePepper.reveal(), '', 'portal sessions: cache', 32));
}
