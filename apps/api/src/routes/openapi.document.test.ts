import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { describe, expect, it } from 'vitest';
import { buildOpenApiDocument } from './openapi.document.ts';

type Operation = {
  operationId: string;
  security: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};
const document = JSON.parse(JSON.stringify(buildOpenApiDocument(endpoints))) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

function operationOf({ path, method }: Endpoint): Operation | undefined {
  return document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names what the answers are made of', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Problem', 'Document', 'DocumentList', 'Session', 'Portal']),
    );
  });

  it.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))('tells all of %s', (_name, endpoint) => {
    const operation = operationOf(endpoint);
    expect(operation?.operationId).toBe(endpoint.name);
    expect(operation?.security).toEqual(endpoint.access === 'session' ? [{ session: [] }] : []);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(Object.keys(endpoint.responses)));
    const said = Object.values(operation?.responses ?? {})
      .map(({ description }) => description)
      .join();
    for (const code of endpoint.problems) expect(said).toContain(`\`${code}\``);
    const names = operation?.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [];
    expect(names).toEqual([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
    const bodies = Object.keys(operation?.requestBody?.content ?? {});
    expect(bodies).toEqual(endpoint.body || endpoint.bodyType ? [endpoint.bodyType ?? 'application/json'] : []);
    const headers = operation?.parameters?.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
    expect(headers).toEqual(expect.arrayContaining([...(endpoint.headers ?? [])]));
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? '');
  });
});
