import { newId } from '@portal/core/new-id';
import type { RequestHandler } from 'express';
import { setRequestId } from './request-context.ts';

/** Every request gets an id of ours; one that a client sends along is not looked at. */
export function requestId(): RequestHandler {
  return (_request, response, next) => {
    const id = newId();
    setRequestId(response, id);
    response.setHeader('X-Request-Id', id);
    next();
  };
}
