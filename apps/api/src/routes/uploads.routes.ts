import * as endpoints from '@portal/contract/uploads.endpoints';
import type { CancelUpload } from '@portal/core/uploads/cancel-upload';
import type { CompleteUpload } from '@portal/core/uploads/complete-upload';
import type { GetUpload } from '@portal/core/uploads/get-upload';
import type { SignParts } from '@portal/core/uploads/sign-parts';
import type { StartUpload } from '@portal/core/uploads/start-upload';
import type { RequestHandler } from 'express';
import { apiPath } from '../http/api-router.ts';
import type { ApiRoutes, RegisterRoutes } from '../http/api-routes.ts';
import { idempotentRequestOf } from '../http/idempotency-key.ts';
import type { ReceivePart } from '../http/receive-part.ts';
import { presentDocument, revisionTag } from './documents.presenter.ts';
import { presentPartLink, presentUpload } from './uploads.presenter.ts';

export type UploadRoutesDependencies = {
  startUpload: StartUpload;
  getUpload: GetUpload;
  signParts: SignParts;
  receivePart: ReceivePart;
  completeUpload: CompleteUpload;
  cancelUpload: CancelUpload;
  limitUploads: RequestHandler;
};

/** Large files in parts: start, send, complete. */
export function createUploadRoutes(dependencies: UploadRoutesDependencies): RegisterRoutes {
  return (api) => {
    registerStart(api, dependencies);
    registerParts(api, dependencies);
    registerEnd(api, dependencies);
  };
}

function registerStart(api: ApiRoutes, { startUpload, getUpload, limitUploads }: UploadRoutesDependencies): void {
  api.route(
    endpoints.startUpload,
    async ({ viewer, body, request }) => {
      const { fileName, sizeInBytes, sha256, title, category, documentDate, keepBoth } = body;
      const about = { title, category, documentDate, keepBoth, idempotency: idempotentRequestOf(request) };
      const { upload, isNew } = await startUpload({ viewer, fileName, sizeInBytes, sha256, ...about });
      const progress = await getUpload({ viewer, uploadId: upload.id });
      const headers = { Location: `${apiPath}/uploads/${upload.id}` };
      return { status: isNew ? 201 : 200, headers, body: { upload: presentUpload(progress) } };
    },
    { before: [limitUploads] },
  );
  api.route(endpoints.getUpload, async ({ viewer, params }) => ({
    status: 200,
    body: { upload: presentUpload(await getUpload({ viewer, uploadId: params.uploadId })) },
  }));
}

function registerParts(api: ApiRoutes, { signParts, receivePart }: UploadRoutesDependencies): void {
  api.route(endpoints.signParts, async ({ viewer, params: { uploadId }, body }) => {
    const links = await signParts({ viewer, uploadId, parts: body.parts });
    return { status: 200, body: { parts: links.map((link) => presentPartLink(uploadId, link)) } };
  });
  api.route(endpoints.sendPart, async ({ viewer, params, request }) => {
    await receivePart({ request, viewer, uploadId: params.uploadId, number: params.partNumber });
    return { status: 204 };
  });
}

function registerEnd(api: ApiRoutes, { completeUpload, cancelUpload }: UploadRoutesDependencies): void {
  api.route(endpoints.completeUpload, async ({ viewer, params: { uploadId } }) => {
    const { document, duplicate } = await completeUpload({ viewer, uploadId });
    const headers = { Location: `${apiPath}/documents/${document.id}`, ETag: revisionTag(document) };
    return { status: duplicate ? 200 : 201, headers, body: { document: presentDocument(document), duplicate } };
  });
  api.route(endpoints.cancelUpload, async ({ viewer, params: { uploadId } }) => {
    await cancelUpload({ viewer, uploadId });
    return { status: 204 };
  });
}
