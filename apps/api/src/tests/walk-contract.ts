import type { Endpoint } from '@portal/contract/endpoint';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestClient } from '@portal/testing/test-client';
import { pdfSaying } from '@portal/testing/upload-tools';
import { type Fill, sampleRequest } from './sample-request.ts';

export type Answer = Awaited<ReturnType<TestClient['get']>>;
type Request = ReturnType<TestClient['get']>;
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
  const answer = await untilItSpeaks(endpoint, request);
  return { endpoint, answer, tookMs: performance.now() - startedAt };
}

/** The same request; of an answer without an end, what comes first is all that a walk waits for. */
export function untilItSpeaks(endpoint: Endpoint, request: Request): Request {
  return goesOn(endpoint) ? request.buffer(true).parse((answer, done) => readFirst(answer as never, done)) : request;
}

function goesOn({ responses }: Endpoint): boolean {
  return Object.values(responses).some(({ contentType }) => contentType === 'text/event-stream');
}

type Done = (error: Error | null, body: unknown) => void;

async function readJson(answer: IncomingMessage, done: Done): Promise<void> {
  let body: unknown;
  try {
    const written = await text(answer);
    // Where superagent's own parsers leave what they read.
    Object.assign(answer, { text: written });
    body = JSON.parse(written);
  } catch (error) {
    return done(error instanceof Error ? error : new Error(String(error)), undefined);
  }
  return done(null, body);
}

function readFirst(answer: IncomingMessage, done: Done): void {
  if (answer.headers['content-type']?.startsWith('text/event-stream')) {
    answer.once('data', (piece: Buffer) => {
      Object.assign(answer, { text: piece.toString() });
      done(null, piece.toString());
      answer.destroy();
    });
  } else {
    void readJson(answer, done);
  }
}
