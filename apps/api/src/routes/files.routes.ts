import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { DeliverDocument, DocumentDelivery } from '@portal/core/documents/deliver-document';
import type { Document } from '@portal/core/documents/document';
import type { ByteRange, FileReading } from '@portal/core/documents/document-files.port';
import { downloadNameOf } from '@portal/core/documents/file-name';
import { PortalProblem } from '@portal/core/problem';
import type { Request, Response } from 'express';
import type { RegisterRoots } from '../app.ts';
import { rangeOf } from '../http/byte-range.ts';
import { setRoutePattern } from '../http/request-context.ts';
import { sendFile } from '../http/send-file.ts';
import { sendVerified } from '../http/send-verified.ts';
import { createVerifiedFiles, type VerifiedFiles } from '../http/verified-files.ts';

const pattern = '/files/:token';
// A few megabytes of memory.
const verifiedFilesAtMost = 10_000;

/** `GET /files/:token`: the bytes behind a signed URL, for stores that have no URLs of their own. */
export function createFileRoutes({ deliverDocument }: { deliverDocument: DeliverDocument }): RegisterRoots {
  const verified = createVerifiedFiles({ atMost: verifiedFilesAtMost });
  return (router) => {
    router.get(pattern, async (request, response) => {
      setRoutePattern(response, pattern);
      const delivery = await deliverDocument({ token: request.params['token'] ?? '' });
      setHeaders(response, delivery);
      if (request.fresh) response.status(304).end();
      else await send(request, response, { ...delivery, verified });
    });
    router.all(pattern, (_request, response, next) => {
      response.set('Allow', 'GET, HEAD');
      next(new PortalProblem('method_not_allowed', 'A link can only be opened.'));
    });
  };
}

/** Nothing of a document runs or is kept in our origin, whatever it holds and whoever opens its URL. */
function setHeaders(response: Response, { document, disposition }: DocumentDelivery): void {
  response.set({
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition(downloadNameOf(document.fileName), { type: disposition }),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: `"${document.sha256}"`,
    'Last-Modified': document.uploadedAt.toUTCString(),
  });
}

async function send(
  request: Request,
  response: Response,
  { document, read, verified }: DocumentDelivery & { verified: VerifiedFiles },
): Promise<void> {
  const range = rangeOf(request, document);
  if (range === 'unsatisfiable') {
    // Of an answer without a document nothing may speak of one.
    for (const name of ['Content-Type', 'Content-Disposition', 'ETag', 'Last-Modified']) response.removeHeader(name);
    response.status(416).set('Content-Range', `bytes */${document.sizeInBytes}`).end();
    return;
  }
  response.status(range ? 206 : 200);
  response.set('Content-Length', String(range ? range.end - range.start + 1 : document.sizeInBytes));
  if (range) response.set('Content-Range', `bytes ${range.start}-${range.end}/${document.sizeInBytes}`);
  if (request.method === 'HEAD') response.end();
  else await stream(response, document, await openChecked(document, read, range), { range, verified });
}

async function openChecked(document: Document, read: DocumentDelivery['read'], range: ByteRange | undefined) {
  const reading = await read(range);
  const { sizeInBytes, bytes } = reading;
  if (sizeInBytes === document.sizeInBytes) return reading;
  bytes.destroy();
  throw new Error(`Document ${document.id} has ${sizeInBytes} bytes in the store, not ${document.sizeInBytes}.`);
}

/**
 * A part can't be checked by itself; the whole is, and breaks off before its last piece when it is not the same. A file
 * that was found right once is not hashed again as long as the system says that nobody wrote to it.
 */
async function stream(
  response: Response,
  { sha256 }: Document,
  { bytes, file }: FileReading,
  { range, verified }: { range: ByteRange | undefined; verified: VerifiedFiles },
): Promise<void> {
  if (file === undefined) return range ? sendUnverified(response, bytes) : sendVerified(response, bytes, sha256);
  try {
    const { state } = file;
    if (range || (state !== undefined && verified.has(sha256, state))) return await sendFile(response, file, {});
    await sendFile(response, file, { sha256 });
    if (response.writableFinished && state !== undefined && (await file.isUnwritten())) verified.add(sha256, state);
  } finally {
    bytes.destroy();
  }
}

async function sendUnverified(response: Response, bytes: Readable): Promise<void> {
  try {
    await pipeline(bytes, response);
  } catch (error) {
    // A reader who goes away is no fault, and the store's file is closed by now.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
}
