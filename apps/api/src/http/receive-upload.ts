import { digestMismatch, fileMissing, fileTooLarge, malformedUpload } from '@portal/core/documents/document-problems';
import type { StoredUpload } from '@portal/core/documents/store-upload';
import { PortalProblem } from '@portal/core/problem';
import type { Viewer } from '@portal/core/viewer';
import type { Request, Response } from 'express';
import multer from 'multer';
import { contentDigestOf } from './content-digest.ts';
import {
  envelopeInBytes,
  longestSilenceMs,
  readUploadBody,
  type UploadBody,
  type UploadBodyOptions,
} from './upload-body.ts';
import { createUploadStorage, type UploadStorage, type UploadUseCases } from './upload-storage-engine.ts';

/** The file is stored and nobody sees it yet; the fields stand as they came, unchecked. */
export type ReceivedUpload = { file: StoredUpload; fields: Readonly<Record<string, unknown>> };
/** `digest`: the SHA-256 that the body is said to have, where that was said. */
type Reception = { body: UploadBody; request: Request; storage: UploadStorage; digest: string | undefined };
export type ReceiveUpload = (input: { request: Request; viewer: Viewer }) => Promise<ReceivedUpload>;

const limits = {
  fields: 20,
  fieldNameSize: 100,
  fieldSize: 4 * 1024,
  fieldNestingDepth: 0,
  fieldArrayIndexLimit: 0,
  files: 1,
  parts: 21,
  headerPairs: 20,
};

/**
 * Reads the form of an upload, its file straight into the store. Whatever fails, nothing is kept, and the answer does
 * not wait for the rest of the body. Throws `unsupported_media_type`, `malformed_upload`, `file_missing`, `file_empty`,
 * `file_too_large`, `not_a_pdf`, `digest_mismatch`, `invalid_request`, `record_full`, `storage_full`,
 * `upload_interrupted`, `service_unavailable`.
 */
export function createReceiveUpload(
  useCases: UploadUseCases,
  { limitInBytes, pace, onBytes }: Pick<UploadBodyOptions, 'limitInBytes' | 'pace' | 'onBytes'>,
): ReceiveUpload {
  return async ({ request, viewer }) => {
    const announced = announcedSize(request, limitInBytes);
    const announcedSizeInBytes = Math.min(announced ?? limitInBytes, limitInBytes);
    const digest = contentDigestOf(request);
    const body = readUploadBody(request, {
      limitInBytes,
      longestSilenceMs,
      pace,
      onBytes,
      isHashed: digest !== undefined,
    });
    const onTooLarge = () => {
      const problem = fileTooLarge(limitInBytes);
      body.cut(problem);
      return problem;
    };
    const storage = createUploadStorage(useCases, { viewer, announcedSizeInBytes, onTooLarge });
    return receive({ body, request, storage, digest }, useCases);
  };

  async function receive(
    { body, request, storage, digest }: Reception,
    { abandonUpload }: UploadUseCases,
  ): Promise<ReceivedUpload> {
    const [form] = await Promise.allSettled([parseForm(body, request, storage.engine, limitInBytes)]);
    const [stored] = await Promise.allSettled([storage.settled()]);
    const cut = body.whyCut();
    const isAsSaid = digest === undefined || digest === body.sha256();
    if (form.status === 'fulfilled' && stored.status === 'fulfilled' && cut === undefined && isAsSaid) {
      if (stored.value === undefined) throw fileMissing();
      return { file: stored.value, fields: form.value };
    }
    if (stored.status === 'fulfilled' && stored.value) await abandonUpload({ intent: stored.value });
    if (cut) throw cut;
    if (stored.status === 'rejected') throw stored.reason;
    if (form.status === 'rejected') throw form.reason;
    throw isAsSaid ? malformedUpload() : digestMismatch();
  }
}

/** Refuses before a byte is read; undefined where the length is not announced. */
function announcedSize(request: Request, limitInBytes: number): number | undefined {
  if (!request.is('multipart/form-data')) {
    throw new PortalProblem('unsupported_media_type', 'The portal takes a file here, as a form with a field `file`.');
  }
  const length = request.get('content-length');
  if (length === undefined) return undefined;
  const announced = Number(length);
  if (announced > limitInBytes + envelopeInBytes) throw fileTooLarge(limitInBytes, announced);
  return announced;
}

/** The fields of the form, when all of it was read. Rejects with a problem of the form's own. */
function parseForm(
  { stream }: UploadBody,
  request: Request,
  engine: UploadStorage['engine'],
  limitInBytes: number,
): Promise<Readonly<Record<string, unknown>>> {
  const options = {
    storage: engine,
    limits: { ...limits, fileSize: limitInBytes },
    preservePath: true,
    defParamCharset: 'utf8',
    streamHandler: (form: NodeJS.ReadableStream, parser: NodeJS.WritableStream) => {
      // multer lets go of its parser when it has met an error, and then waits for the body to be read to its end.
      parser.once('unpipe', () => stream.destroy());
      form.pipe(parser);
    },
  };
  // multer asks a request for nothing but its headers and its bytes.
  const form = Object.assign(stream, { headers: request.headers }) as unknown as Request;
  return new Promise((resolve, reject) => {
    multer(options).single('file')(form, {} as Response, (error?: unknown) => {
      if (error === undefined) resolve({ ...(form.body as Record<string, unknown>) });
      else reject(error instanceof PortalProblem ? error : malformedUpload(error));
    });
  });
}
