import type { Endpoint, EndpointBody, EndpointParams, EndpointQuery } from '@portal/contract/endpoint';
import type { Viewer } from '@portal/core/viewer';
import type { Request, RequestHandler, Response } from 'express';
import type * as z from 'zod/mini';
import type { Ahead } from './request-context.ts';

/** What a handler gets: the parsed parts of the request, and who is asking where the endpoint needs a session. */
export type RouteContext<E extends Endpoint> = {
  viewer: E['access'] extends 'session' ? Viewer : undefined;
  params: EndpointParams<E>;
  query: EndpointQuery<E>;
  /** Undefined for a form (`multipart/form-data`): the middlewares in `before` read it. */
  body: E extends { bodyType: 'multipart/form-data' } ? undefined : EndpointBody<E>;
  request: Request;
  response: Response;
};

type BodyOf<Answer> = Answer extends { body: infer S extends z.ZodMiniType }
  ? { body: z.input<S>; json?: never } | { json: CheckedJson; body?: never }
  : Answer extends { contentType: 'text/csv' | 'text/event-stream' }
    ? { text: AsyncIterable<string> }
    : Answer extends { contentType: 'image/webp' }
      ? { picture: Uint8Array }
      : { body?: never };

/** The bytes of a body that the contract parsed when they were made: they are sent as they are. */
export type CheckedJson = Uint8Array;

/** One of the answers that the contract promises. */
export type RouteAnswer<E extends Endpoint> = {
  [Status in keyof E['responses']]: { status: Status; headers?: Readonly<Record<string, string>> } & BodyOf<
    E['responses'][Status]
  >;
}[keyof E['responses']];

export type RouteHandler<E extends Endpoint> = (context: RouteContext<E>) => Promise<RouteAnswer<E>> | RouteAnswer<E>;

export type RouteOptions = {
  /** Run after the session and the query were checked and before the handler: what reads a form. */
  before?: readonly RequestHandler[];
  /**
   * Begins what may run beside the look-up of the session, where the record is known that its token opened a moment ago:
   * nothing of it is answered before the session is confirmed, and to nobody but the patient of that record.
   */
  ahead?: Ahead;
};

export type ApiRoutes = {
  // `Answer` is inferred by itself, because a status written in the handler would widen to `number` otherwise.
  route<E extends Endpoint, const Answer extends RouteAnswer<E>>(
    endpoint: E,
    handler: (context: RouteContext<E>) => Promise<Answer> | Answer,
    options?: RouteOptions,
  ): void;
};

/** Serves some endpoints of the contract; what `create…Routes` returns. */
export type RegisterRoutes = (api: ApiRoutes) => void;
