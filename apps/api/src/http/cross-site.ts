import { PortalProblem } from '@portal/core/problem';
import type { RequestHandler } from 'express';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes must come from our own page: `Origin` equals the portal's, and the header that a foreign form cannot set is
 * there. There is no CORS: no other origin is ever told that it may read or write.
 */
export function crossSite({ publicUrl }: { publicUrl: URL }): RequestHandler {
  return (request, _response, next) => {
    if (readingMethods.has(request.method)) return next();
    const isOurs = request.get('origin') === publicUrl.origin && request.get('x-requested-with') === 'fetch';
    if (isOurs) return next();
    next(
      new PortalProblem(
        'cross_site_request',
        `This request did not come from a page of the portal. Please open it at ${publicUrl.origin}.`,
      ),
    );
  };
}
