import type { ProblemCode } from '@portal/contract/problem';

type ProblemKind = { status: number; title: string };

/** Which status and which short title belong to a code: known here and nowhere else. */
export const problemKinds = {
  invalid_request: { status: 400, title: 'Invalid request' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  body_too_large: { status: 413, title: 'Body too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  cross_site_request: { status: 403, title: 'Cross-site request' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  sign_in_required: { status: 401, title: 'Sign-in required' },
  code_wrong_or_expired: { status: 401, title: 'Code wrong or expired' },
  document_not_found: { status: 404, title: 'Document not found' },
  document_changed: { status: 412, title: 'Document changed' },
  document_in_trash: { status: 409, title: 'Document in the trash' },
  document_not_in_trash: { status: 409, title: 'Document not in the trash' },
  document_not_checked_yet: { status: 409, title: 'Document not checked yet' },
  document_blocked: { status: 410, title: 'Document blocked' },
  document_refused: { status: 409, title: 'Document refused' },
  document_unscannable: { status: 409, title: 'Document could not be scanned' },
  link_invalid_or_expired: { status: 403, title: 'Link invalid or expired' },
  malformed_upload: { status: 400, title: 'Malformed upload' },
  upload_interrupted: { status: 400, title: 'Upload interrupted' },
  file_missing: { status: 422, title: 'File missing' },
  file_empty: { status: 422, title: 'File empty' },
  file_too_large: { status: 413, title: 'File too large' },
  not_a_pdf: { status: 415, title: 'Not a PDF' },
  digest_mismatch: { status: 422, title: 'Digest mismatch' },
  record_full: { status: 507, title: 'Record full' },
  storage_full: { status: 507, title: 'Storage full' },
  service_unavailable: { status: 503, title: 'Service unavailable' },
  internal_error: { status: 500, title: 'Internal error' },
} as const satisfies Record<ProblemCode, ProblemKind>;
