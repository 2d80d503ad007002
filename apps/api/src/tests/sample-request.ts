import type { Endpoint } from '@portal/contract/endpoint';
import { newId } from '@portal/core/new-id';
import * as z from 'zod';

type Schema = NonNullable<Endpoint['body']>;
type JsonSchema = {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  type?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
};

/** What is written into a field, by its name: an id of something that is there, or words to look for later. */
export type Fill = { ids: Readonly<Record<string, string>>; textOf: (field: string) => string };

export type SampleRequest = { method: Endpoint['method']; path: string; query: Record<string, string>; body: unknown };

/**
 * A request that the contract takes, made from the endpoint's own schemas: an endpoint that is added to the contract is
 * asked by every test that walks it. Throws where no such request can be made, with the endpoint's name.
 */
export function sampleRequest(endpoint: Endpoint, fill: Fill): SampleRequest {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => fill.ids[name] ?? newId());
  return {
    method: endpoint.method,
    path,
    query: endpoint.query ? (sampleOf(endpoint, endpoint.query, fill) as Record<string, string>) : {},
    body: endpoint.body && sampleOf(endpoint, endpoint.body, fill),
  };
}

function sampleOf(endpoint: Endpoint, schema: Schema, fill: Fill): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const sample = valueFor(json, json, '', fill) as Record<string, unknown>;
  for (;;) {
    const parsed = schema.safeParse(sample);
    const field = parsed.error?.issues[0]?.path[0];
    // The file of a form is no field of it; and what a schema says in code alone cannot be guessed.
    if (parsed.success || (endpoint.bodyType && field === 'file')) break;
    if (field === undefined || !(String(field) in sample)) {
      throw new Error(`No request for ${endpoint.name}: ${parsed.error?.message}`);
    }
    delete sample[String(field)];
  }
  delete sample['file'];
  return sample;
}

function valueFor(schema: JsonSchema, root: JsonSchema, field: string, fill: Fill): unknown {
  if (schema.$ref) return valueFor(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}, root, field, fill);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const best = choices.find(({ type, const: only }) => type !== 'null' && only !== '') ?? choices[0] ?? {};
    return valueFor(best, root, field, fill);
  }
  if (schema.allOf && !schema.type) return valueFor(schema.allOf[0] ?? {}, root, field, fill);
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([name, of]) => [name, valueFor(of, root, name, fill)]));
  }
  if (schema.type === 'array') return [valueFor(schema.items ?? {}, root, field, fill)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  return textFor(schema, field, fill);
}

function textFor({ format, pattern, maxLength }: JsonSchema, field: string, fill: Fill): string {
  if (format === 'uuid') return fill.ids[field] ?? newId();
  if (format === 'date') return '2026-05-03';
  if (format === 'date-time') return '2026-05-03T10:00:00Z';
  const candidates = [fill.textOf(field), '123456', '2026-05-03', 'true', '0'.repeat(64)];
  const text = candidates.find((candidate) => pattern === undefined || new RegExp(pattern).test(candidate)) ?? '';
  return text.slice(0, maxLength ?? text.length);
}
