import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pass } from './s3-fault-proxy.ts';

/**
 * Stands before a server that takes the tags of an object for its bytes, and takes them in its place: it keeps none, and
 * says as S3 does where there is no such object. Everything else goes through.
 */
export async function startTakingTags(target: string): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((incoming, response) => {
    // Cut connections are what some tests ask for.
    for (const stream of [incoming, response]) stream.on('error', () => response.destroy());
    const isOfTags = incoming.method === 'PUT' && new URL(incoming.url ?? '', target).searchParams.has('tagging');
    if (isOfTags) takeTags(target, incoming, response);
    else pass(target, incoming, response, undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function takeTags(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = new URL(target);
  const { pathname } = new URL(incoming.url ?? '', target);
  const outgoing = ask({ hostname, port, method: 'HEAD', path: pathname }, (answer) => {
    answer.resume();
    if (answer.statusCode === 200) return response.writeHead(200).end();
    response.writeHead(answer.statusCode ?? 502, { 'Content-Type': 'application/xml' });
    return response.end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>No object.</Message></Error>');
  });
  outgoing.on('error', () => response.destroy());
  incoming.resume().on('end', () => outgoing.end());
}
