import type * as z from 'zod/mini';
import type { ProblemCode } from './problem.ts';

type Schema = z.ZodMiniType;

/**
 * What a successful answer carries: a JSON body of a schema, text of another type that flows as it is made, a picture, or
 * nothing.
 */
export type EndpointResponse = {
  description: string;
  body?: Schema;
  contentType?: 'text/csv' | 'text/event-stream' | 'image/webp';
};

/**
 * One thing that can be said to the API: served by `apps/api`, called by `apps/web`, written down by OpenAPI.
 * `path` is relative to `/api/v1` and spells parameters as Express does (`/documents/:documentId`).
 */
export type Endpoint = {
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  /** `session`: 401 without one. `public`: on the written list of what needs none. */
  access: 'public' | 'session';
  /** The page asks for it by itself: it never keeps a session alive. `X-Background` says so of any other request. */
  isBackground?: true;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /** How the body travels; JSON where nothing is said. */
  bodyType?: 'application/json' | 'multipart/form-data' | 'application/octet-stream';
  /** Headers that it takes, beside those of every request. A body of raw bytes always needs its `Content-Digest`. */
  headers?: readonly ('Content-Digest' | 'Idempotency-Key')[];
  responses: { readonly [status: number]: EndpointResponse };
  problems: readonly ProblemCode[];
};

export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

type Output<S> = S extends Schema ? z.output<S> : undefined;
type Input<S> = S extends Schema ? z.input<S> : undefined;
type Bodies<R> = { [Status in keyof R]: R[Status] extends { body: infer B } ? Output<B> : undefined }[keyof R];

/** The parsed parts of a request, as a route receives them. */
export type EndpointParams<E extends Endpoint> = Output<E['params']>;
export type EndpointQuery<E extends Endpoint> = Output<E['query']>;
export type EndpointBody<E extends Endpoint> = Output<E['body']>;

/** The parts of a request, as a caller writes them. */
export type EndpointInput<E extends Endpoint> = (E['params'] extends Schema
  ? { params: Input<E['params']> }
  : unknown) &
  (E['query'] extends Schema ? { query?: Input<E['query']> } : unknown) &
  (E['body'] extends Schema ? { body: Input<E['body']> } : unknown);

/** The union of the bodies of all successful answers. */
export type EndpointAnswer<E extends Endpoint> = Bodies<E['responses']>;
