import type { Endpoint } from '@portal/contract/endpoint';
import type { FieldError } from '@portal/contract/problem';
import { documentNotFound } from '@portal/core/documents/document-problems';
import { uploadNotFound } from '@portal/core/uploads/upload-problems';
import { PortalProblem } from '@portal/core/problem';
import type { Request } from 'express';
import * as z from 'zod';

// The contract is written with zod/mini, which brings no words of its own for what is wrong with a field.
z.config(z.locales.en());

type Schema = NonNullable<Endpoint['body']>;
type Issue = { readonly code?: string; readonly path: readonly PropertyKey[]; readonly message: string };
type Part = 'params' | 'query' | 'body';

/** The parts of a request, parsed by the contract: what it does not name is refused, never ignored. */
export function parseRequest(endpoint: Endpoint, request: Request): { params: unknown; query: unknown; body: unknown } {
  const params = parseParams(endpoint, request);
  const errors: FieldError[] = [];
  const query = endpoint.query && parsePart(endpoint.query, { ...request.query }, 'query', errors);
  const schema = endpoint.bodyType === 'multipart/form-data' ? undefined : endpoint.body;
  const body = schema && parsePart(schema, request.body ?? {}, 'body', errors);
  refuseErrors(errors);
  return { params, query, body };
}

/** The fields of a form, which its own reader has read. */
export function parseFields<S extends Schema>(schema: S, fields: unknown): z.output<S> {
  const errors: FieldError[] = [];
  const parsed = parsePart(schema, fields, 'body', errors);
  refuseErrors(errors);
  return parsed as z.output<S>;
}

function refuseErrors(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  throw new PortalProblem('invalid_request', 'Some of this is not as the portal expects it.', { errors });
}

/** An id that is none names nothing: it answers like one that does not exist. */
function parseParams(endpoint: Endpoint, request: Request): unknown {
  if (!endpoint.params) return undefined;
  const parsed = endpoint.params.safeParse(request.params);
  if (parsed.success) return parsed.data;
  if ('documentId' in request.params || 'sha256' in request.params) throw documentNotFound();
  if ('uploadId' in request.params) throw uploadNotFound();
  throw new PortalProblem('not_found', 'There is nothing at this address.');
}

function parsePart(schema: Schema, value: unknown, part: Part, errors: FieldError[]): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  errors.push(...parsed.error.issues.flatMap((issue) => toFieldErrors(issue, part)));
  return undefined;
}

const longestFieldName = 100;
const mostErrors = 20;

/** `title` for a field of the body, `query.limit` for one of the query. A message never repeats what was sent. */
function toFieldErrors(issue: Issue & { keys?: readonly string[] }, part: Part): FieldError[] {
  const prefix = part === 'body' ? [] : [part];
  const at = (path: readonly PropertyKey[]): string =>
    [...prefix, ...path.map(String)].join('.').slice(0, longestFieldName) || part;
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    return issue.keys
      .slice(0, mostErrors)
      .map((key) => ({ field: at([...issue.path, key]), message: 'This field is unknown here.' }));
  }
  return [{ field: at(issue.path), message: issue.message }];
}
