import { createHash } from 'node:crypto';
import type { IdempotentRequest } from '@portal/core/documents/idempotency';
import type { Request } from 'express';
import { invalidHeader } from './invalid-header.ts';

const shape = /^[\x21-\x7e]{1,255}$/;

/**
 * What a request with an `Idempotency-Key` is known by; undefined without one. Another request has another fingerprint:
 * of a form, which is not read yet, its announced length tells; of JSON its content. Throws `invalid_request`.
 */
export function idempotentRequestOf(request: Request): IdempotentRequest | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!shape.test(key)) throw invalidHeader('Idempotency-Key', 'It has 1 to 255 letters, digits or signs.');
  const content = request.is('application/json') ? (request.body as unknown) : (request.get('content-length') ?? null);
  const told = JSON.stringify([request.method, request.originalUrl, content]);
  return { key, fingerprint: createHash('sha256').update(told).digest('hex') };
}
