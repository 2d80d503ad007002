import { limits } from '@portal/contract/limits';
import { PortalProblem } from '@portal/core/problem';
import express from 'express';
import type { RequestHandler } from 'express';

/** Reads a JSON body of at most 64 kB. Any other kind of body is refused before it is read. */
export function jsonBody(): RequestHandler {
  const read = express.json({ limit: limits.jsonBodySizeInBytes, type: 'application/json', strict: true });
  return (request, response, next) => {
    // `false`: there is a body, and it is no JSON. `null`: there is none, and the schema says what is missing.
    if (request.is('application/json') === false) {
      return next(new PortalProblem('unsupported_media_type', 'The portal takes JSON here.'));
    }
    read(request, response, next);
  };
}
