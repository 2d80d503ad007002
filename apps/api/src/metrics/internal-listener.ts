import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Health } from './health.ts';

export type InternalSurroundings = {
  metrics: { contentType: string; read: () => Promise<string> };
  health: Health;
  logger: Logger;
};

type Answer = { status: number; type: string; text: string };

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
const plain = 'text/plain; charset=utf-8';

/**
 * What those who run the portal ask, on a port of its own that no patient and no balancer reaches: `/metrics` as text
 * for Prometheus, `/health` as JSON (503 where nothing can be served). Neither tells a name, an address, an id or where
 * a dependency is.
 */
export function createInternalListener(surroundings: InternalSurroundings): RequestListener {
  const { logger } = surroundings;
  return (request, response) => {
    answer(surroundings, request).then(
      (given) => send(request, response, given),
      (error: unknown) => {
        logger.error({ err: error }, 'failed: telling how the portal does');
        send(request, response, { status: 500, type: plain, text: 'Something went wrong; the log says what.\n' });
      },
    );
  };
}

async function answer({ metrics, health }: InternalSurroundings, { method, url }: IncomingMessage): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: plain, text: 'Only GET is answered here.\n' };
  const path = url?.split('?', 1)[0];
  if (path === '/metrics') return { status: 200, type: metrics.contentType, text: await metrics.read() };
  if (path === '/health') {
    const report = await health.look();
    const text = `${JSON.stringify(report, undefined, 2)}\n`;
    return { status: report.status === 'down' ? 503 : 200, type: 'application/json', text };
  }
  return { status: 404, type: plain, text: 'Here are /metrics and /health.\n' };
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, text }: Answer): void {
  const body = Buffer.from(text);
  response.writeHead(status, { ...headers, 'Content-Type': type, 'Content-Length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
}
