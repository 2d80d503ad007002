import { UploadAnswer } from './documents.ts';
import { endpoint } from './endpoint.ts';
import {
  SignPartsAnswer,
  SignPartsBody,
  StartUploadBody,
  UploadProgressAnswer,
  UploadParams,
  UploadPartParams,
} from './uploads.ts';

export const startUpload = endpoint({
  name: 'startUpload',
  method: 'POST',
  path: '/uploads',
  summary: 'Start sending a large PDF in parts, or go on with it',
  access: 'session',
  body: StartUploadBody,
  headers: ['Idempotency-Key'],
  responses: {
    201: { description: 'Started; `Location` names it', body: UploadProgressAnswer },
    200: { description: 'These bytes are under way already: go on with this one', body: UploadProgressAnswer },
  },
  problems: [
    'file_too_large',
    'record_full',
    'storage_full',
    'idempotency_key_reused',
    'upload_interrupted',
    'upload_not_found',
    'service_unavailable',
  ],
});

export const getUpload = endpoint({
  name: 'getUpload',
  method: 'GET',
  path: '/uploads/:uploadId',
  summary: 'Which parts of an upload are there',
  access: 'session',
  params: UploadParams,
  responses: { 200: { description: 'As it is now', body: UploadProgressAnswer } },
  problems: ['upload_not_found', 'service_unavailable'],
});

export const signParts = endpoint({
  name: 'signParts',
  method: 'POST',
  path: '/uploads/:uploadId/parts',
  summary: 'Where to send the next parts: URLs that are good for 15 minutes and one part each',
  access: 'session',
  params: UploadParams,
  body: SignPartsBody,
  responses: { 200: { description: 'One URL a part, in the order asked for', body: SignPartsAnswer } },
  problems: ['upload_not_found', 'not_found', 'service_unavailable'],
});

export const sendPart = endpoint({
  name: 'sendPart',
  method: 'PUT',
  path: '/uploads/:uploadId/parts/:partNumber',
  summary: 'Send one part through the portal, where its store takes none by itself (`Content-Digest` is needed)',
  access: 'session',
  params: UploadPartParams,
  bodyType: 'application/octet-stream',
  responses: { 204: { description: 'It is kept' } },
  problems: [
    'invalid_request',
    'upload_not_found',
    'not_found',
    'digest_mismatch',
    'upload_interrupted',
    'uploads_busy',
    'storage_full',
    'unsupported_media_type',
    'service_unavailable',
  ],
});

export const completeUpload = endpoint({
  name: 'completeUpload',
  method: 'POST',
  path: '/uploads/:uploadId/complete',
  summary: 'All parts are there: make a document of them. Saying it again gives the same answer',
  access: 'session',
  params: UploadParams,
  responses: {
    201: { description: 'Kept and being checked; `Location` names it', body: UploadAnswer },
    200: { description: 'This record has these bytes already: nothing new was kept', body: UploadAnswer },
  },
  problems: ['upload_not_found', 'upload_incomplete', 'not_a_pdf', 'upload_interrupted', 'service_unavailable'],
});

export const cancelUpload = endpoint({
  name: 'cancelUpload',
  method: 'DELETE',
  path: '/uploads/:uploadId',
  summary: 'Give it up: what arrived is removed',
  access: 'session',
  params: UploadParams,
  responses: { 204: { description: 'Gone' } },
  problems: ['upload_not_found', 'service_unavailable'],
});
