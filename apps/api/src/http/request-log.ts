import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { findSessionOf, goesOnSinceOf, requestIdOf, routePatternOf } from './request-context.ts';

/**
 * One line a request: its id, the route's pattern, status, time and user id. URLs, headers and bodies are not logged:
 * they can hold names, titles, addresses, codes and signatures. An answer that did not reach its end is said to have
 * broken off.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('close', () => {
      const isWhole = response.writableFinished || goesOnSinceOf(response) !== undefined;
      const level = response.statusCode >= 500 ? 'warn' : 'info';
      const line = {
        requestId: requestIdOf(response),
        ms: Math.round(performance.now() - startedMs),
        method: request.method,
        route: routePatternOf(response) ?? 'none',
        status: response.statusCode,
        userId: findSessionOf(response)?.userId,
      };
      logger[level](line, isWhole ? 'request' : 'request broke off');
    });
    next();
  };
}
