import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerClientErrors } from '@portal/api/http/answer-client-errors';
import { protectiveHeaders } from '@portal/api/http/security-headers';
import { isSystemError } from '@portal/adapters/disk/system-error';
import { StartupFailure } from './startup-failure.ts';

// `localhost` is either of the two. Nobody else on the network comes in: the mailbox holds everybody's codes.
const addresses = ['127.0.0.1', '::1'];
// As long as those of the API's own server: a large file over a slow line takes its time.
// A request without a host is refused by the app, as it refuses everything.
const settings = {
  keepAliveTimeout: 65_000,
  headersTimeout: 30_000,
  requestTimeout: 60 * 60_000,
  requireHostHeader: false,
};
// Plain http: nobody on the network comes in.
const protection = { isHttps: false };
const startingHeaders = {
  ...protectiveHeaders(protection),
  'Cache-Control': 'no-store',
  'Retry-After': '1',
  'Content-Type': 'text/plain',
};
const drainTimeoutMs = 60_000;
const idleCheckMs = 100;

export type FrontDoor = {
  /** Until then every request is answered with 503. */
  open: (serve: RequestListener) => void;
  /** Takes no more connections, lets running requests finish (at most 60 s), then resolves. */
  close: () => Promise<void>;
};

/** Takes the port, before anything slow is started. Throws StartupFailure where somebody else has it. */
export const takePort = async (port: number): Promise<FrontDoor> => {
  let serve: RequestListener = (_request, response) => {
    response.writeHead(503, startingHeaders).end('The portal is starting.\n');
  };
  const servers: Server[] = [];
  try {
    for (const address of addresses) {
      const server = createServer(settings, (request, response) => serve(request, response));
      answerClientErrors(server, protection);
      if (await listen(server, port, address)) servers.push(server);
    }
  } catch (error) {
    // One of the two that goes on listening would keep a process alive that has nothing to serve.
    await Promise.all(servers.map(close));
    throw error;
  }
  return {
    open: (listener) => {
      serve = listener;
    },
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
};

/** False where the machine does not have the address, as one without IPv6. */
const listen = async (server: Server, port: number, address: string): Promise<boolean> => {
  try {
    server.listen({ port, host: address, ipv6Only: true });
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (isSystemError(error, 'EADDRNOTAVAIL') || isSystemError(error, 'EAFNOSUPPORT')) return false;
    if (isSystemError(error, 'EADDRINUSE')) {
      throw new StartupFailure(`Port ${port} is taken by another program: stop it, or choose another with PORT=3001.`);
    }
    if (isSystemError(error, 'EACCES')) throw new StartupFailure(`Port ${port} may not be used by this user.`);
    throw error;
  }
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  const deadline = Date.now() + drainTimeoutMs;
  const finished = closed.then(() => true);
  while (!(await Promise.race([finished, delay(idleCheckMs, false)]))) {
    // A connection that was busy when the server closed is kept alive by its client after its last answer.
    server.closeIdleConnections();
    if (Date.now() > deadline) server.closeAllConnections();
  }
};
