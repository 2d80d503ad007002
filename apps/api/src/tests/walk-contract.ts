import type { Endpoint } from '@portal/contract/endpoint';
import type { TestClient } from '@portal/testing/test-client';
import { pdfSaying } from '@portal/testing/upload-tools';
import { type Fill, sampleRequest } from './sample-request.ts';

export type Answer = Awaited<ReturnType<TestClient['get']>>;
export type Asked = { endpoint: Endpoint; answer: Answer; tookMs: number };

/** Asks for one endpoint as the page would, with a request that the contract takes. */
export async function ask(endpoint: Endpoint, client: TestClient, fill: Fill, fileName = 'scan.pdf'): Promise<Asked> {
  const { method, path, query, body } = sampleRequest(endpoint, fill);
  const name = method.toLowerCase() as Lowercase<Endpoint['method']>;
  let request = client[name](path).query(query).redirects(0);
  if (endpoint.bodyType === 'multipart/form-data') {
    for (const [field, value] of Object.entries(body as Record<string, string>)) request = request.field(field, value);
    request = request.attach('file', pdfSaying(fill.textOf('file')), fileName);
  } else if (body !== undefined) {
    request = request.send(body as object);
  }
  const startedAt = performance.now();
  const answer = await request;
  return { endpoint, answer, tookMs: performance.now() - startedAt };
}
