import { idempotencyKeyLifetimeMs } from '../documents/idempotency.ts';
import type { IdempotencyKeysPort } from '../documents/idempotency-keys.port.ts';
import type { UploadsPort } from './uploads.port.ts';

/** Answers how many of each went. */
export type RemoveExpiredUploads = () => Promise<{ uploads: number; idempotencyKeys: number }>;

/**
 * Forgets uploads in parts and numbers of requests whose day is over. The bytes of such uploads stand on the list of
 * unfinished files, and go with their place in the record when it is swept.
 */
export function createRemoveExpiredUploads({
  uploads,
  idempotencyKeys,
  now,
}: {
  uploads: UploadsPort;
  idempotencyKeys: IdempotencyKeysPort;
  now: () => Date;
}): RemoveExpiredUploads {
  return async () => {
    const startedAt = now();
    return {
      uploads: await uploads.removeExpired(startedAt),
      idempotencyKeys: await idempotencyKeys.removeOlder(new Date(startedAt.getTime() - idempotencyKeyLifetimeMs)),
    };
  };
}
