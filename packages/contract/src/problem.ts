import * as z from 'zod/mini';

/**
 * Every way in which the portal says no. A code is stable and for programs; the sentence beside it (`detail`) is for
 * the patient. Which HTTP status belongs to which code is the API's affair.
 */
export const problemCodes = [
  // the request
  'invalid_request',
  'not_found',
  'method_not_allowed',
  'body_too_large',
  'unsupported_media_type',
  'cross_site_request',
  'too_many_requests',
  // signing in
  'sign_in_required',
  'code_wrong_or_expired',
  'passkey_refused',
  'fresh_sign_in_required',
  'session_not_found',
  'passkey_not_found',
  'too_many_passkeys',
  // the account
  'contact_not_found',
  'contact_taken',
  'last_contact',
  // documents
  'document_not_found',
  'document_changed',
  'document_in_trash',
  'document_not_in_trash',
  'document_not_checked_yet',
  'document_blocked',
  'document_refused',
  'document_unscannable',
  'link_invalid_or_expired',
  // uploads
  'malformed_upload',
  'upload_interrupted',
  'file_missing',
  'file_empty',
  'file_too_large',
  'not_a_pdf',
  'digest_mismatch',
  'upload_not_found',
  'upload_incomplete',
  'uploads_busy',
  'idempotency_key_reused',
  'record_full',
  'storage_full',
  // the portal itself
  'service_unavailable',
  'internal_error',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

const FieldError = z.strictObject({
  /** Where: `title`, `query.limit`. */
  field: z.string(),
  message: z.string(),
});

/** RFC 9457, `application/problem+json`. `instance` is the request id, the number to quote. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(problemCodes),
    errors: z.optional(z.array(FieldError)),
  })
  .register(z.globalRegistry, { id: 'Problem' });

export type Problem = z.infer<typeof Problem>;
export type FieldError = z.infer<typeof FieldError>;
