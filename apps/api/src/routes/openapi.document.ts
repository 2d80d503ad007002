import type { Endpoint, EndpointResponse } from '@portal/contract/endpoint';
import { Problem } from '@portal/contract/problem';
import type { ProblemCode } from '@portal/contract/problem';
import { createDocument } from 'zod-openapi';
import type {
  oas31,
  ZodObjectInput,
  ZodOpenApiContentObject,
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { apiPath } from '../http/api-router.ts';
import { problemKinds } from '../http/problem-statuses.ts';

const requestIdHeader = { description: 'The number to quote', schema: { type: 'string' } } as const;
const retryAfterHeader = {
  description: 'Seconds until asking again makes sense',
  schema: { type: 'integer' },
} as const;
const fetchHeader: oas31.ParameterObject = {
  name: 'X-Requested-With',
  in: 'header',
  required: true,
  schema: { type: 'string', enum: ['fetch'], default: 'fetch' },
};
const backgroundHeader: oas31.ParameterObject = {
  name: 'X-Background',
  in: 'header',
  description: '1: asked by a timer, does not prolong the session',
  schema: { type: 'string', enum: ['1'] },
};

const takenHeaders = {
  'Content-Digest': {
    name: 'Content-Digest',
    in: 'header',
    description: 'The SHA-256 of the body as it is sent, `sha-256=:BASE64:` (RFC 9530): other bytes are not kept',
    schema: { type: 'string' },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same for a day: the same request again makes nothing new',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
} as const satisfies Record<NonNullable<Endpoint['headers']>[number], oas31.ParameterObject>;
const rawBytes = { type: 'string', format: 'binary' } as const;

/** OpenAPI 3.1 of the whole contract. */
export function buildOpenApiDocument(endpoints: readonly Endpoint[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Medical Documents Portal',
      version: '1',
      description:
        'What the portal can be asked for. Writes need an `Origin` equal to the portal’s and `X-Requested-With: fetch`. ' +
        'Every failure is a problem (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: apiPath }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'portal_session',
          description: 'Set by signing in; named `__Host-portal_session` under https.',
        },
      },
    },
  });
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const isWrite = endpoint.method !== 'GET';
  const contentType = endpoint.bodyType ?? 'application/json';
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] ?? 'portal'],
    ...(endpoint.access === 'session' ? { security: [{ session: [] }] } : { security: [] }),
    parameters: [
      ...(isWrite ? [fetchHeader] : []),
      ...(endpoint.access === 'session' && !endpoint.isBackground ? [backgroundHeader] : []),
      ...(endpoint.headers ?? []).map((name) => takenHeaders[name]),
      ...(endpoint.bodyType === 'application/octet-stream'
        ? [{ ...takenHeaders['Content-Digest'], required: true }]
        : []),
    ],
    requestParams: {
      ...(endpoint.params ? { path: endpoint.params as ZodObjectInput } : {}),
      ...(endpoint.query ? { query: endpoint.query as ZodObjectInput } : {}),
    },
    ...(endpoint.body || endpoint.bodyType === 'application/octet-stream'
      ? { requestBody: { required: true, content: { [contentType]: { schema: endpoint.body ?? rawBytes } } } }
      : {}),
    responses: { ...successesOf(endpoint), ...problemsOf(endpoint, isWrite) },
  };
}

function successesOf(endpoint: Endpoint): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(endpoint.responses).map(([status, response]: [string, EndpointResponse]) => [
      status,
      {
        description: response.description,
        headers: { 'X-Request-Id': requestIdHeader },
        ...contentOf(response),
      },
    ]),
  );
}

function contentOf({ body, contentType }: EndpointResponse): { content?: ZodOpenApiContentObject } {
  if (contentType === 'text/csv') return { content: { [contentType]: { schema: { type: 'string' } } } };
  if (contentType !== undefined) return { content: { [contentType]: { schema: rawBytes } } };
  return body ? { content: { 'application/json': { schema: body } } } : {};
}

/** The endpoint's own problems, and those that every endpoint of its kind can answer. */
function problemsOf(endpoint: Endpoint, isWrite: boolean): ZodOpenApiResponsesObject {
  const codes = new Set<ProblemCode>([
    ...endpoint.problems,
    ...(endpoint.query || endpoint.body ? (['invalid_request'] as const) : []),
    ...(endpoint.body ? (['body_too_large', 'unsupported_media_type'] as const) : []),
    ...(endpoint.access === 'session' ? (['sign_in_required'] as const) : []),
    ...(isWrite ? (['cross_site_request'] as const) : []),
    'too_many_requests',
    'service_unavailable',
    'internal_error',
  ]);
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codesOfStatus]) => [
      String(status),
      {
        description: codesOfStatus.map((code) => `\`${code}\``).join(', '),
        headers: {
          'X-Request-Id': requestIdHeader,
          ...(status === 429 || status === 503 ? { 'Retry-After': retryAfterHeader } : {}),
        },
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}
