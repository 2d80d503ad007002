import { PortalProblem } from '../problem.ts';
import type { IdempotencyKeysPort, MadeByKey } from './idempotency-keys.port.ts';

/** How long a key is remembered. */
export const idempotencyKeyLifetimeMs = 24 * 60 * 60 * 1000;

/** A request that may come twice. `fingerprint` is the same for the same request, and another for another one. */
export type IdempotentRequest = { key: string; fingerprint: string };

export const idempotencyKeyReused = () =>
  new PortalProblem(
    'idempotency_key_reused',
    'This was sent under the number of another upload. Nothing was added. Please send it again.',
  );

/** What the same request made before. Throws `idempotency_key_reused` where another request had this key. */
export async function findMade(
  idempotencyKeys: IdempotencyKeysPort,
  recordId: string,
  { key, fingerprint }: IdempotentRequest,
): Promise<MadeByKey | undefined> {
  const made = await idempotencyKeys.find(recordId, key);
  if (made !== undefined && made.fingerprint !== fingerprint) throw idempotencyKeyReused();
  return made;
}
