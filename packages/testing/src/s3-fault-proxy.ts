import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * `500` and `503` answer so. `reset` cuts the connection, `lost` after the server has done what it was asked. `hang`
 * answers nothing; `late` neither, and brings the request to the server when it is let go; `held` the same, and answers
 * then. `stall` begins an answer and never ends it.
 */
export type S3Fault = '500' | '503' | 'reset' | 'lost' | 'hang' | 'late' | 'held' | 'stall';

export type S3Request = { operation: string; key: string; headers: IncomingHttpHeaders; atMs: number };

export type S3FaultProxy = {
  url: string;
  /** Everything that was asked so far, tries that failed too. */
  requests: S3Request[];
  /** Decides for each request; undefined passes it on. */
  set: (decide: (request: S3Request) => S3Fault | undefined) => void;
  /** Lets go what is late; resolves when the server has answered. */
  letGo: () => Promise<void>;
  close: () => Promise<void>;
};

/** Stands between the portal and a server that speaks S3, and does what S3 does on a bad day. */
export async function startS3FaultProxy(target: string): Promise<S3FaultProxy> {
  const requests: S3Request[] = [];
  const late: (() => Promise<void>)[] = [];
  let decide: (request: S3Request) => S3Fault | undefined = () => undefined;
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '', target);
    const [, , ...key] = pathname.split('/');
    const { headers } = incoming;
    const s3Request = { operation: operationOf(incoming), key: key.join('/'), headers, atMs: performance.now() };
    requests.push(s3Request);
    const fault = decide(s3Request);
    // Cut connections are what the test asks for.
    for (const stream of [incoming, response]) stream.on('error', () => response.destroy());
    if (fault === 'reset') incoming.socket.resetAndDestroy();
    else if (fault === '500' || fault === '503') refuse(incoming, response, Number(fault));
    else if (fault === 'late') late.push(hold(target, incoming));
    else if (fault === 'held') {
      late.push(async () => {
        pass(target, incoming, response, undefined);
        await once(response, 'close');
      });
    } else if (fault !== 'hang') pass(target, incoming, response, fault);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    set: (next) => {
      decide = next;
    },
    letGo: async () => {
      for (const bring of late.splice(0)) await bring();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function refuse(incoming: IncomingMessage, response: ServerResponse, status: number): void {
  const code = status === 503 ? 'SlowDown' : 'InternalError';
  incoming.resume().on('end', () => {
    response.writeHead(status, { 'Content-Type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>A bad day.</Message></Error>`);
  });
}

/** Takes the whole request now; whoever sent it may be gone when it is brought. */
function hold(target: string, incoming: IncomingMessage): () => Promise<void> {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  const arriving = buffer(incoming);
  return async () => {
    const outgoing = ask({ hostname, port, method, path: url, headers });
    outgoing.end(await arriving);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    await once(answer.resume(), 'end');
  };
}

/** Brings a request to the server, and its answer back. */
export function pass(
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: S3Fault | undefined,
): void {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  const outgoing = ask({ hostname, port, method, path: url, headers }, (answer) => {
    if (fault === 'lost') return answer.resume().on('end', () => incoming.socket.resetAndDestroy());
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault !== 'stall') return answer.pipe(response);
    return answer.once('data', (chunk: Buffer) => response.write(chunk.subarray(0, 1000)) && answer.pause());
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

const operations: Record<string, (query: URLSearchParams) => string> = {
  GET: (query) => {
    if (query.has('versions')) return 'ListObjectVersions';
    if (query.has('uploads')) return 'ListMultipartUploads';
    return query.has('uploadId') ? 'ListParts' : 'GetObject';
  },
  HEAD: () => 'HeadObject',
  PUT: (query) => {
    if (query.has('tagging')) return 'PutObjectTagging';
    return query.has('partNumber') ? 'UploadPart' : 'PutObject';
  },
  POST: (query) => (query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'),
  DELETE: (query) => (query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject'),
};

function operationOf({ method = '', url = '' }: IncomingMessage): string {
  return operations[method]?.(new URL(url, 'http://s3').searchParams) ?? method;
}
