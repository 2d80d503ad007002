import type { RequestHandler } from 'express';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import { problemCodeOf, routePatternOf } from './request-context.ts';

/** Tells every request when it is over, answered or broken off. */
export function requestMetrics({ handled }: Pick<HttpMetrics, 'handled'>): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('close', () => {
      handled({
        method: request.method,
        route: routePatternOf(response),
        status: response.writableFinished ? response.statusCode : undefined,
        durationMs: performance.now() - startedMs,
        problemCode: problemCodeOf(response),
      });
    });
    next();
  };
}
