import type { RequestHandler } from 'express';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import { goesOnSinceOf, problemCodeOf, routePatternOf } from './request-context.ts';

/** Tells every request when it is over, answered or broken off. */
export function requestMetrics({ handled }: Pick<HttpMetrics, 'handled'>): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('close', () => {
      // Of one that goes on for as long as somebody listens, what counts is how soon it began.
      const goesOnSinceMs = goesOnSinceOf(response);
      handled({
        method: request.method,
        route: routePatternOf(response),
        status: response.writableFinished || goesOnSinceMs !== undefined ? response.statusCode : undefined,
        durationMs: (goesOnSinceMs ?? performance.now()) - startedMs,
        problemCode: problemCodeOf(response),
      });
    });
    next();
  };
}
