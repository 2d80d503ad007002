import { limits } from '@portal/contract/limits';
import { PortalProblem } from '@portal/core/problem';
import express from 'express';
import type { Request, RequestHandler } from 'express';

const limitInBytes = limits.jsonBodySizeInBytes;

/**
 * Reads a JSON body of at most 64 kB that is whole within `timeoutMs`. Any other kind of body is refused before it is
 * read, and a larger one when that is known: body-parser alone reads every one to its end before its 413. The
 * connection of a body that takes longer is cut.
 */
export function jsonBody({ timeoutMs }: { timeoutMs: number }): RequestHandler {
  const read = express.json({ limit: limitInBytes, type: 'application/json', strict: true });
  return (request, response, next) => {
    // `false`: there is a body, and it is no JSON. `null`: there is none, and the schema says what is missing.
    if (request.is('application/json') === false) {
      return next(new PortalProblem('unsupported_media_type', 'The portal takes JSON here.'));
    }
    if (Number(request.get('content-length') ?? 0) > limitInBytes) return next(bodyTooLarge());

    const cut = setTimeout(() => request.destroy(), timeoutMs);
    let isDone = false;
    const done = (error?: unknown): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(cut);
      next(error);
    };
    onTooLarge(request, () => done(bodyTooLarge()));
    read(request, response, done);
  };
}

function onTooLarge(request: Request, tell: () => void): void {
  let sizeInBytes = 0;
  request.on('data', (piece: Buffer) => {
    sizeInBytes += piece.length;
    if (sizeInBytes > limitInBytes) tell();
  });
}

function bodyTooLarge(): PortalProblem {
  return new PortalProblem('body_too_large', 'This request is larger than the portal takes.');
}
