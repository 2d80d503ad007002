import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import type { DocumentsPort } from './documents.port.ts';
import { findMade, type IdempotentRequest } from './idempotency.ts';
import type { IdempotencyKeysPort } from './idempotency-keys.port.ts';

export type ReplayUpload = (input: {
  viewer: Viewer;
  request: IdempotentRequest;
}) => Promise<{ document: Document; duplicate: boolean } | undefined>;

/**
 * What an upload under the same key made before, with the answer it was given then; undefined where there was none. A
 * key whose document was deleted for good since is forgotten: the patient who sends it again wants it again.
 * Throws `idempotency_key_reused`.
 */
export function createReplayUpload({
  documents,
  idempotencyKeys,
}: {
  documents: DocumentsPort;
  idempotencyKeys: IdempotencyKeysPort;
}): ReplayUpload {
  return async ({ viewer: { recordId }, request }) => {
    const made = await findMade(idempotencyKeys, recordId, request);
    if (made === undefined) return undefined;
    const document = await documents.find(recordId, made.documentId);
    if (document !== undefined) return { document, duplicate: made.isDuplicate };
    await idempotencyKeys.forget(recordId, request.key);
    return undefined;
  };
}
