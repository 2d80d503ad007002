import { pipeline } from 'node:stream/promises';
import type { Endpoint } from '@portal/contract/endpoint';
import { PortalProblem } from '@portal/core/problem';
import express from 'express';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { ApiRoutes, CheckedJson, RegisterRoutes, RouteContext, RouteHandler, RouteOptions } from './api-routes.ts';
import { jsonBody } from './json-body.ts';
import { parseRequest } from './parse-request.ts';
import { setAhead, setBackground, setGoesOn, setRoutePattern, viewerOf } from './request-context.ts';
import { answerNotFound } from './send-problem.ts';

type AnyAnswer = {
  status: PropertyKey;
  body?: unknown;
  json?: CheckedJson;
  text?: AsyncIterable<string>;
  picture?: Uint8Array;
  headers?: Readonly<Record<string, string>>;
};

export const apiPath = '/api/v1';
const jsonTimeoutMs = 30_000;

/** Serves the contract below `/api/v1`: who, then what, then the handler, then the answer, each by the contract. */
export function createApiRouter(input: {
  requireSession: readonly RequestHandler[];
  routes: readonly RegisterRoutes[];
}): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const methodsByPath = new Map<string, Set<string>>();
  const api: ApiRoutes = {
    route: (endpoint, handler, options) => {
      methodsByPath.set(endpoint.path, (methodsByPath.get(endpoint.path) ?? new Set()).add(endpoint.method));
      serve(router, endpoint, input.requireSession, handler, options);
    },
  };
  for (const register of input.routes) register(api);
  for (const [path, methods] of methodsByPath) router.all(path, refuseMethod([...methods]));
  router.use(answerNotFound());
  return router;
}

function serve<E extends Endpoint>(
  router: Router,
  endpoint: E,
  requireSession: readonly RequestHandler[],
  handler: RouteHandler<E>,
  options: RouteOptions = {},
): void {
  const method = endpoint.method.toLowerCase() as Lowercase<Endpoint['method']>;
  const takesJson = endpoint.body !== undefined && endpoint.bodyType !== 'multipart/form-data';
  router[method](
    endpoint.path,
    notePattern(endpoint, options),
    ...(endpoint.access === 'session' ? requireSession : []),
    ...(takesJson ? [jsonBody({ timeoutMs: jsonTimeoutMs })] : []),
    checkParts(endpoint),
    ...(options.before ?? []),
    async (request, response) => {
      const context = {
        ...(response.locals['parts'] as ReturnType<typeof parseRequest>),
        viewer: endpoint.access === 'session' ? viewerOf(request, response) : undefined,
        request,
        response,
      } as RouteContext<E>;
      await sendAnswer(endpoint, response, await handler(context));
    },
  );
}

function notePattern(endpoint: Endpoint, { ahead }: RouteOptions): RequestHandler {
  const pattern = `${apiPath}${endpoint.path}`;
  return (_request, response, next) => {
    setRoutePattern(response, pattern);
    if (ahead) setAhead(response, ahead);
    if (endpoint.isBackground) setBackground(response);
    next();
  };
}

function checkParts(endpoint: Endpoint): RequestHandler {
  return (request: Request, response: Response, next) => {
    response.locals['parts'] = parseRequest(endpoint, request);
    next();
  };
}

/**
 * Parsed by the contract on its way out, or when its bytes were made: a field that it does not name cannot leave. A
 * mismatch is a fault of ours.
 */
async function sendAnswer(endpoint: Endpoint, response: Response, answer: AnyAnswer): Promise<void> {
  const status = Number(answer.status);
  const promised = endpoint.responses[status];
  if (!promised) throw new Error(`${endpoint.name} answered ${status}, which its contract does not promise.`);
  if (promised.body && answer.json) return sendJson(response, status, answer.headers, answer.json);
  if (promised.body === undefined && promised.contentType === undefined) {
    sendEmpty(response, status, answer.headers);
    return;
  }
  const body = promised.body?.parse(answer.body);
  response.status(status).set(answer.headers ?? {});
  if (promised.contentType === 'text/event-stream') setGoesOn(response);
  if (promised.contentType === 'text/csv' || promised.contentType === 'text/event-stream')
    await sendText(response, promised.contentType, answer.text);
  else if (promised.contentType !== undefined) sendPicture(response, promised.contentType, answer.picture);
  else response.json(body);
}

function sendEmpty(response: Response, status: number, headers: AnyAnswer['headers'] = {}): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end();
}

/** By Node's own means: Express would look at each of these headers, and at the bytes, once more. */
function sendJson(response: Response, status: number, headers: AnyAnswer['headers'] = {}, json: CheckedJson): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', json.byteLength);
  response.end(response.req.method === 'HEAD' ? undefined : json);
}

/** As fast as the reader takes it: what is not sent yet is not made yet. */
async function sendText(response: Response, contentType: string, text: AsyncIterable<string> | undefined) {
  if (!text) throw new Error('An answer without the text that its contract promises.');
  response.type(contentType);
  try {
    await pipeline(text, response);
  } catch (error) {
    // A reader who goes away is no fault.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
}

function sendPicture(response: Response, contentType: string, picture: Uint8Array | undefined): void {
  if (!picture) throw new Error('An answer without the picture that its contract promises.');
  response.type(contentType).set('Content-Length', String(picture.byteLength));
  response.end(response.req.method === 'HEAD' ? undefined : picture);
}

function refuseMethod(allowed: readonly string[]): RequestHandler {
  return (_request, response, next) => {
    response.set('Allow', allowed.join(', '));
    next(new PortalProblem('method_not_allowed', 'This cannot be done here.'));
  };
}
