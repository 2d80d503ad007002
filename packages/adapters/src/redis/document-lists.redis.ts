import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { DocumentListsPort, ListKey } from '@portal/core/documents/document-lists.port';
import type { BreakerState, ListCacheFailure, ListCacheObserver } from '@portal/core/documents/list-observer';
import { createKeepBudget } from './keep-budget.ts';
import type { RedisGuard } from './redis-guard.ts';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;
const askedLength = 16;
const lifetimeInSeconds = 5 * 60;
const mostBytes = 1024 * 1024;
// Hundreds of usual pages. Whoever searches for ever new words makes as many pages as requests are allowed.
const mostBytesOfRecord = 8 * 1024 * 1024;

export type RedisDocumentLists = DocumentListsPort & { breakerState: () => BreakerState };

/**
 * Pages in Redis, for five minutes each. `epoch` and `contract` (a hash of what the answer looks like) part what
 * portals and releases keep. A page is sealed under a key of its own, made from `sealingKey` and its whole name:
 * whoever can write to Redis can neither make one up nor put one under another name, and whoever reads it learns
 * nothing. What was asked for is in the name as a keyed hash. No record takes more than 8 MiB in five minutes through
 * this process: sessions and codes may lie in the same Redis, and one patient is not to fill it. `onError` is told of
 * what is no pause of the breaker's.
 */
export function createDocumentLists(input: {
  guard: RedisGuard;
  sealingKey: Buffer;
  epoch: string;
  contract: string;
  observer: ListCacheObserver;
  onError: (error: unknown) => void;
}): RedisDocumentLists {
  const { guard, sealingKey, epoch, contract, observer, onError } = input;
  const nameKey = createSecretKey(sealingKey);
  const mayKeep = createKeepBudget({
    mostBytes: mostBytesOfRecord,
    windowMs: lifetimeInSeconds * 1000,
    nowMs: () => performance.now(),
  });

  /** Its name in Redis, and the key that it is sealed under. */
  function placeOf({ recordId, version, page }: ListKey): { name: string; key: Buffer } {
    const start = `portal:docs:${epoch}:${contract}:${recordId}:${version.number}:${version.nonce}:`;
    const hash = createHmac('sha512', nameKey).update(start).update(page).digest();
    return {
      name: start + hash.toString('base64url', keyLength, keyLength + askedLength),
      key: hash.subarray(0, keyLength),
    };
  }

  async function unlessItFails<Result>(
    operation: 'find' | 'keep',
    ask: () => Promise<Result>,
  ): Promise<Result | undefined> {
    if (guard.breakerState() === 'open') {
      observer.failed(operation, 'paused');
      return undefined;
    }
    try {
      return await ask();
    } catch (error) {
      observer.failed(operation, failureOf(error));
      onError(error);
      return undefined;
    }
  }

  return {
    breakerState: guard.breakerState,
    find: (listKey) =>
      unlessItFails('find', async () => {
        const { name, key } = placeOf(listKey);
        const sealed = await guard((redis) => redis.getBuffer(name));
        return sealed === null ? undefined : open(sealed, key);
      }),
    keep: async (listKey, page) => {
      if (page.byteLength > mostBytes) return observer.failed('keep', 'too_large');
      if (!mayKeep(listKey.recordId, page.byteLength)) return observer.failed('keep', 'over_budget');
      const { name, key } = placeOf(listKey);
      await unlessItFails('keep', () => guard((redis) => redis.set(name, seal(page, key), 'EX', lifetimeInSeconds)));
    },
  };
}

function failureOf(error: unknown): ListCacheFailure {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message === 'Command timed out' ? 'timeout' : 'error';
}

function seal(page: Uint8Array, key: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  const body = cipher.update(page);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Throws where it was not sealed with this key. */
function open(sealed: Buffer, key: Buffer): Uint8Array {
  const nonce = sealed.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
  const page = decipher.update(sealed.subarray(nonceLength + tagLength));
  decipher.final();
  return page;
}
