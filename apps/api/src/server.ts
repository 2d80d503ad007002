import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerClientErrors } from './http/answer-client-errors.ts';

// Longer than a balancer in front keeps its own (60 s), so that it is never we who close a connection it is about to use.
const keepAliveTimeoutMs = 65_000;
const headersTimeoutMs = 30_000;
const headersCheckMs = 5_000;
// Each takes a file descriptor and some memory, whoever holds it open for whatever.
const connectionsAtMost = 8_000;
// A large file over a slow line takes its time; how slow it may be is looked at where it is read.
const requestTimeoutMs = 60 * 60_000;

export type RunningServer = {
  port: number;
  /** Takes no more connections and resolves when the running requests are done; after `graceMs` it cuts what is left. */
  stop: (graceMs: number) => Promise<void>;
};

/**
 * `isHttps`: people reach it by https. `host` is the one address it can be reached at; undefined for all of this
 * machine's. Rejects with the system's error where the port cannot be had (`EADDRINUSE`, `EACCES`).
 */
export async function startServer(
  app: RequestListener,
  {
    port,
    host,
    isHttps,
    headersWithinMs = headersTimeoutMs,
  }: { port: number; host: string | undefined; isHttps: boolean; headersWithinMs?: number },
): Promise<RunningServer> {
  const server = createServer(
    {
      keepAliveTimeout: keepAliveTimeoutMs,
      headersTimeout: headersWithinMs,
      connectionsCheckingInterval: Math.min(headersCheckMs, headersWithinMs),
      requestTimeout: requestTimeoutMs,
      // The app says so itself, in the way in which it says everything.
      requireHostHeader: false,
    },
    app,
  );
  server.maxConnections = connectionsAtMost;
  answerClientErrors(server, { isHttps });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, stop: (graceMs) => stop(server, graceMs) };
}

const idleCheckMs = 100;

function stop(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection that is busy now is kept alive by its client after its last answer.
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    server.close((error) => {
      clearTimeout(cut);
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
