import {
  ChangeDocumentBody,
  DeleteDocumentQuery,
  DocumentAnswer,
  DocumentHashParams,
  DocumentList,
  DocumentParams,
  DocumentSummary,
  ListDocumentsQuery,
  OpenDocumentQuery,
  UploadAnswer,
  UploadForm,
  UploadQuery,
} from './documents.ts';
import { endpoint } from './endpoint.ts';

export const uploadDocument = endpoint({
  name: 'uploadDocument',
  method: 'POST',
  path: '/documents',
  summary: 'Add a PDF',
  access: 'session',
  query: UploadQuery,
  body: UploadForm,
  bodyType: 'multipart/form-data',
  headers: ['Content-Digest', 'Idempotency-Key'],
  responses: {
    201: { description: 'Kept; `Location` names it', body: UploadAnswer },
    200: { description: 'This record has these bytes already: nothing new was kept', body: UploadAnswer },
  },
  problems: [
    'malformed_upload',
    'file_missing',
    'file_empty',
    'file_too_large',
    'not_a_pdf',
    'unsupported_media_type',
    'upload_interrupted',
    'digest_mismatch',
    'idempotency_key_reused',
    'uploads_busy',
    'record_full',
    'storage_full',
    'service_unavailable',
  ],
});

export const listDocuments = endpoint({
  name: 'listDocuments',
  method: 'GET',
  path: '/documents',
  summary: 'My documents, page by page',
  access: 'session',
  query: ListDocumentsQuery,
  responses: {
    200: { description: 'One page', body: DocumentList },
    304: { description: 'Nothing changed since the `ETag` of `If-None-Match`' },
  },
  problems: ['invalid_request'],
});

export const getDocumentSummary = endpoint({
  name: 'getDocumentSummary',
  method: 'GET',
  path: '/documents/summary',
  summary: 'How many documents there are, by state and category',
  access: 'session',
  responses: { 200: { description: 'The counts', body: DocumentSummary } },
  problems: [],
});

export const findDocumentByHash = endpoint({
  name: 'findDocumentByHash',
  method: 'GET',
  path: '/documents/by-hash/:sha256',
  summary: 'Does this record have these bytes already (before sending them)',
  access: 'session',
  params: DocumentHashParams,
  responses: { 200: { description: 'The document that has them; it may lie in the trash', body: DocumentAnswer } },
  problems: ['document_not_found'],
});

export const getDocument = endpoint({
  name: 'getDocument',
  method: 'GET',
  path: '/documents/:documentId',
  summary: 'One document',
  access: 'session',
  params: DocumentParams,
  responses: { 200: { description: 'The document; `ETag` is its revision and state', body: DocumentAnswer } },
  problems: ['document_not_found'],
});

export const changeDocument = endpoint({
  name: 'changeDocument',
  method: 'PATCH',
  path: '/documents/:documentId',
  summary: 'Change its title, category, date or note (`If-Match` is respected)',
  access: 'session',
  params: DocumentParams,
  body: ChangeDocumentBody,
  responses: { 200: { description: 'The document as it is now', body: DocumentAnswer } },
  problems: ['document_not_found', 'document_changed', 'document_in_trash'],
});

export const deleteDocument = endpoint({
  name: 'deleteDocument',
  method: 'DELETE',
  path: '/documents/:documentId',
  summary: 'Move it to the trash for 30 days, or delete it for good',
  access: 'session',
  params: DocumentParams,
  query: DeleteDocumentQuery,
  responses: { 204: { description: 'Done' } },
  problems: ['document_not_found'],
});

export const restoreDocument = endpoint({
  name: 'restoreDocument',
  method: 'POST',
  path: '/documents/:documentId/restore',
  summary: 'Take it out of the trash',
  access: 'session',
  params: DocumentParams,
  responses: { 200: { description: 'The document as it is now', body: DocumentAnswer } },
  problems: ['document_not_found', 'document_not_in_trash'],
});

export const openDocument = endpoint({
  name: 'openDocument',
  method: 'GET',
  path: '/documents/:documentId/content',
  summary: 'Its bytes: a redirect to a URL that is good for 60 seconds and this one document',
  access: 'session',
  params: DocumentParams,
  query: OpenDocumentQuery,
  responses: { 302: { description: '`Location` is the signed URL' } },
  problems: [
    'document_not_found',
    'document_in_trash',
    'document_not_checked_yet',
    'document_blocked',
    'document_refused',
    'document_unscannable',
  ],
});

export const showThumbnail = endpoint({
  name: 'showThumbnail',
  method: 'GET',
  path: '/documents/:documentId/thumbnail',
  summary: 'A picture of its page 1, at most 320 pixels wide, where `hasThumbnail` says so',
  access: 'session',
  isBackground: true,
  params: DocumentParams,
  responses: {
    200: { description: 'The picture', contentType: 'image/webp' },
    304: { description: 'Nothing changed since the `ETag` of `If-None-Match`' },
  },
  problems: [
    'document_not_found',
    'document_in_trash',
    'document_not_checked_yet',
    'document_blocked',
    'document_refused',
    'document_unscannable',
    'not_found',
  ],
});
