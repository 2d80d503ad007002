import { UploadFields } from '@portal/contract/documents';
import * as endpoints from '@portal/contract/documents.endpoints';
import type { AbandonUpload } from '@portal/core/documents/abandon-upload';
import type { ChangeDocument } from '@portal/core/documents/change-document';
import type { DeleteDocument } from '@portal/core/documents/delete-document';
import type { FindDocumentByHash } from '@portal/core/documents/find-document-by-hash';
import { defaultSortOf } from '@portal/core/documents/document-sort';
import type { ListReadsPort } from '@portal/core/documents/document-lists.port';
import type { DocumentsVersion } from '@portal/core/documents/documents.port';
import type { FinishUpload } from '@portal/core/documents/finish-upload';
import type { GetDocument } from '@portal/core/documents/get-document';
import type { ListDocuments } from '@portal/core/documents/list-documents';
import type { OpenDocument } from '@portal/core/documents/open-document';
import type { ReplayUpload } from '@portal/core/documents/replay-upload';
import type { RestoreDocument } from '@portal/core/documents/restore-document';
import type { SummariseDocuments } from '@portal/core/documents/summarise-documents';
import type { TrashDocument } from '@portal/core/documents/trash-document';
import { apiPath } from '../http/api-router.ts';
import type { RequestHandler } from 'express';
import type { ApiRoutes, RegisterRoutes, RouteHandler } from '../http/api-routes.ts';
import { drainBody } from '../http/drain-body.ts';
import { idempotentRequestOf } from '../http/idempotency-key.ts';
import type { UploadSlots } from '../http/upload-slots.ts';
import type { CursorCodec } from '../http/cursor.ts';
import { parseFields } from '../http/parse-request.ts';
import type { ReceiveUpload } from '../http/receive-upload.ts';
import { createVersionsAhead } from '../http/versions-ahead.ts';
import { presentDocument, revisionOfTag, revisionTag, versionTag } from './documents.presenter.ts';
import { cursorListOf } from './lists.presenter.ts';

export type DocumentRoutesDependencies = {
  abandonUpload: AbandonUpload;
  replayUpload: ReplayUpload;
  finishUpload: FinishUpload;
  findDocumentByHash: FindDocumentByHash;
  listDocuments: ListDocuments;
  findListVersion: ListReadsPort['findVersion'];
  summariseDocuments: SummariseDocuments;
  getDocument: GetDocument;
  changeDocument: ChangeDocument;
  trashDocument: TrashDocument;
  deleteDocument: DeleteDocument;
  restoreDocument: RestoreDocument;
  openDocument: OpenDocument;
  receiveUpload: ReceiveUpload;
  /** Runs before the first byte of a form is read. */
  limitUploads: RequestHandler;
  holdSlot: UploadSlots;
  cursors: CursorCodec;
};

export function createDocumentRoutes(dependencies: DocumentRoutesDependencies): RegisterRoutes {
  return (api) => {
    registerUpload(api, dependencies);
    // Before `/documents/:documentId`, which would take `summary` for an id.
    registerLists(api, dependencies);
    registerReading(api, dependencies);
    registerChanges(api, dependencies);
  };
}

function registerUpload(
  api: ApiRoutes,
  { replayUpload, receiveUpload, finishUpload, abandonUpload, limitUploads, holdSlot }: DocumentRoutesDependencies,
): void {
  type Context = Parameters<RouteHandler<typeof endpoints.uploadDocument>>[0];
  type Idempotency = ReturnType<typeof idempotentRequestOf>;
  const store = async ({ viewer, query, request }: Context, idempotency: Idempotency) => {
    const { file, fields } = await receiveUpload({ request, viewer });
    const said = await parseFieldsOrAbandon(fields, () => abandonUpload({ intent: file }));
    return finishUpload({
      viewer,
      upload: file,
      title: said.title || undefined,
      category: said.category || undefined,
      documentDate: said.documentDate || undefined,
      keepBoth: query.keepBoth,
      idempotency,
    });
  };
  const upload: RouteHandler<typeof endpoints.uploadDocument> = async (context) => {
    const { viewer, request, response } = context;
    const idempotency = idempotentRequestOf(request);
    const made = idempotency && (await replayUpload({ viewer, request: idempotency }));
    if (made) await drainBody(request, response);
    const { document, duplicate } = made ?? (await holdSlot(viewer.recordId, () => store(context, idempotency)));
    const headers = { Location: `${apiPath}/documents/${document.id}`, ETag: revisionTag(document) };
    return { status: duplicate ? 200 : 201, headers, body: { document: presentDocument(document), duplicate } };
  };
  api.route(endpoints.uploadDocument, upload, { before: [limitUploads] });
}

async function parseFieldsOrAbandon(fields: unknown, abandon: () => Promise<void>) {
  try {
    return parseFields(UploadFields, fields);
  } catch (error) {
    await abandon();
    throw error;
  }
}

function registerLists(api: ApiRoutes, dependencies: DocumentRoutesDependencies): void {
  const { listDocuments, findListVersion, summariseDocuments, cursors } = dependencies;
  const versions = createVersionsAhead({ findVersion: findListVersion });
  const list: RouteHandler<typeof endpoints.listDocuments> = async ({ viewer, query, request, response }) => {
    const { limit, cursor, q: search, category, view } = query;
    const sort = query.sort ?? defaultSortOf(search);
    const asked = { limit, search, category, sort, view };
    const after =
      cursor === undefined ? undefined : cursors.decode(cursor, cursorListOf({ ...asked, recordId: viewer.recordId }));
    const versionAhead = versions.take(response, viewer.recordId);
    const isKnown = (version: DocumentsVersion) => {
      response.setHeader('ETag', versionTag(version));
      return request.fresh;
    };
    const { version, bytes } = await listDocuments({ viewer, query: { ...asked, after }, versionAhead, isKnown });
    if (!bytes) return { status: 304 };
    return { status: 200, headers: { ETag: versionTag(version) }, json: bytes };
  };
  api.route(endpoints.listDocuments, list, { ahead: versions.begin });
  api.route(endpoints.getDocumentSummary, async ({ viewer }) => ({
    status: 200,
    json: await summariseDocuments({ viewer }),
  }));
}

function registerReading(
  api: ApiRoutes,
  { findDocumentByHash, getDocument, openDocument }: DocumentRoutesDependencies,
): void {
  api.route(endpoints.findDocumentByHash, async ({ viewer, params }) => {
    const document = await findDocumentByHash({ viewer, sha256: params.sha256 });
    return { status: 200, headers: { ETag: revisionTag(document) }, body: { document: presentDocument(document) } };
  });
  api.route(endpoints.getDocument, async ({ viewer, params }) => {
    const document = await getDocument({ viewer, documentId: params.documentId });
    return { status: 200, headers: { ETag: revisionTag(document) }, body: { document: presentDocument(document) } };
  });
  api.route(endpoints.openDocument, async ({ viewer, params, query }) => {
    const { url } = await openDocument({ viewer, documentId: params.documentId, disposition: query.disposition });
    return { status: 302, headers: { Location: url } };
  });
}

function registerChanges(api: ApiRoutes, dependencies: DocumentRoutesDependencies): void {
  const { changeDocument, trashDocument, deleteDocument, restoreDocument } = dependencies;
  api.route(endpoints.changeDocument, async ({ viewer, params: { documentId }, body, request }) => {
    const { title, category, documentDate, note } = body;
    const fields = {
      ...(title === undefined ? {} : { title }),
      ...(category === undefined ? {} : { category }),
      ...(documentDate === undefined ? {} : { documentDate }),
      ...(note === undefined ? {} : { note }),
    };
    const revision = revisionOfTag(request.get('if-match'));
    const document = await changeDocument({ viewer, documentId, revision, fields });
    return { status: 200, headers: { ETag: revisionTag(document) }, body: { document: presentDocument(document) } };
  });
  api.route(endpoints.deleteDocument, async ({ viewer, params: { documentId }, query }) => {
    await (query.permanently ? deleteDocument : trashDocument)({ viewer, documentId });
    return { status: 204 };
  });
  api.route(endpoints.restoreDocument, async ({ viewer, params: { documentId } }) => {
    const document = await restoreDocument({ viewer, documentId });
    return { status: 200, headers: { ETag: revisionTag(document) }, body: { document: presentDocument(document) } };
  });
}
