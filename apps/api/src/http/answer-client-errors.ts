import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '@portal/contract/problem';
import { newId } from '@portal/core/new-id';
import { protectiveHeaders } from './security-headers.ts';

type Refusal = Pick<Problem, 'status' | 'title' | 'code' | 'detail'>;

const unreadable: Refusal = {
  status: 400,
  title: 'Bad Request',
  code: 'invalid_request',
  detail: 'The portal cannot read this request.',
};
const refusals: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: 'Request Timeout',
    code: 'invalid_request',
    detail: 'This request took too long to arrive. Please try again.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    title: 'Content Too Large',
    code: 'body_too_large',
    detail: 'This request is larger than the portal takes.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: 'Request Header Fields Too Large',
    code: 'invalid_request',
    detail: 'The headers of this request are larger than the portal takes.',
  },
};

/**
 * What Node cannot read as a request never reaches the app; Node's own answer would carry none of the headers that
 * every answer of the portal carries, and no problem. A request that expects something unknown is served as it is.
 */
export function answerClientErrors(server: Server, { isHttps }: { isHttps: boolean }): void {
  const headers = { ...protectiveHeaders({ isHttps }), 'cache-control': 'no-store' };
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => answers.set(socket, response));
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const current = answers.get(socket);
    // An answer that has begun cannot be followed by another one: its end is all that can still be said.
    const isAnswering = current !== undefined && current.headersSent && !current.writableFinished;
    if (!socket.writable || error.code === 'ECONNRESET' || isAnswering) {
      socket.destroy();
      return;
    }
    socket.end(bareAnswer(refusals[error.code ?? ''] ?? unreadable, headers), () => socket.destroy());
  });
}

function bareAnswer(refusal: Refusal, headers: Record<string, string>): string {
  const requestId = newId();
  const problem: Problem = { type: 'about:blank', ...refusal, instance: requestId };
  const body = JSON.stringify(problem);
  const lines = Object.entries({
    ...headers,
    'x-request-id': requestId,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refusal.status} ${refusal.title}\r\n${lines.join('')}\r\n${body}`;
}
