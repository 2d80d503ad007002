import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { findSessionOf, requestIdOf, routePatternOf } from './request-context.ts';

/**
 * One line a request: its id, the route's pattern, status, time and user id. URLs, headers and bodies are not logged:
 * they can hold names, titles, addresses, codes and signatures.
 */
export function requestLog(logger: Logger): RequestHandler {
  const describe = (request: Request, response: Response, timing: { ms?: number }) => ({
    ms: timing.ms,
    method: request.method,
    route: routePatternOf(response) ?? 'none',
    status: response.statusCode,
    userId: findSessionOf(response)?.userId,
  });
  return pinoHttp<Request, Response>({
    logger,
    genReqId: (_request, response) => requestIdOf(response),
    customAttributeKeys: { responseTime: 'ms', reqId: 'requestId' },
    // pino-http logs whole requests and answers by itself: what is said about them stands in `describe`.
    quietReqLogger: true,
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customSuccessObject: describe,
    customErrorObject: (request, response, _error, timing: { ms?: number }) => describe(request, response, timing),
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: (_request, response) => (response.writableFinished ? 'request' : 'request broke off'),
  });
}
