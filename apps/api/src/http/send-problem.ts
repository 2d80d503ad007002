import type { Problem } from '@portal/contract/problem';
import { PortalProblem } from '@portal/core/problem';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { closeUnlessBodyIsSmall } from './close-after-answer.ts';
import { problemKinds } from './problem-statuses.ts';
import { requestIdOf, routePatternOf, setProblemCode } from './request-context.ts';
import { toProblem } from './to-problem.ts';

/** Answers RFC 9457 `application/problem+json`. `instance` is the request id, the number to quote. */
export function sendProblem(response: Response, problem: PortalProblem): void {
  const { status, title } = problemKinds[problem.code];
  const requestId = requestIdOf(response);
  setProblemCode(response, problem.code);
  const body: Problem = {
    type: 'about:blank',
    title,
    status,
    detail: problem.detail,
    instance: requestId,
    code: problem.code,
    ...(problem.errors ? { errors: [...problem.errors] } : {}),
  };
  if (problem.retryAfterSeconds !== undefined)
    response.set('Retry-After', String(Math.ceil(problem.retryAfterSeconds)));
  response.set('Cache-Control', 'no-store');
  response.removeHeader('ETag');
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** The last handler: every error ends here as a problem, and a fault of ours is logged once, with its stack. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = requestIdOf(response);
    const problem = toProblem(error);
    const isFault = problem === undefined || problem.code === 'internal_error';
    if (isFault) logger.error({ err: error, requestId, route: routePatternOf(response) }, 'unexpected error');
    else if (problem.cause !== undefined) {
      logger.warn({ err: problem.cause, code: problem.code, requestId, route: routePatternOf(response) }, 'refused');
    }
    // Half an answer is on the wire: only cutting the connection tells the client that it is not whole. Express would
    // do that as well, and print the error past the log.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    closeUnlessBodyIsSmall(request, response);
    sendProblem(
      response,
      problem ?? new PortalProblem('internal_error', 'Something went wrong on our side. Please try again in a moment.'),
    );
  };
}

export function answerNotFound(): RequestHandler {
  return (_request, _response, next) => {
    next(new PortalProblem('not_found', 'There is nothing at this address.'));
  };
}
