import { PortalProblem } from '@portal/core/problem';
import type { RequestHandler } from 'express';

/** A request of HTTP/1.1 that does not say for which host it is, is none (RFC 9112, section 3.2). */
export function requireHost(): RequestHandler {
  return (request, _response, next) => {
    if (request.headers.host !== undefined || request.httpVersion !== '1.1') return next();
    next(new PortalProblem('invalid_request', 'This request does not say for which host it is.'));
  };
}
