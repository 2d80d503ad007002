import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type TcpProxy = {
  /** The URL that was given, with this proxy's host and port. */
  url: string;
  /** `open`: passes everything on. `refused`: cuts whatever comes. `silent`: takes all and answers nothing. */
  set: (mode: 'open' | 'refused' | 'silent') => void;
  close: () => Promise<void>;
};

/** Stands between the portal and a service, so that a test can take the service away without stopping it. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let mode: 'open' | 'refused' | 'silent' = 'open';
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A cut connection is what the test asks for.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (mode === 'refused') return near.destroy();
    const far = connect(Number(port), hostname);
    keep(far);
    near.on('data', (chunk: Buffer) => mode === 'open' && far.write(chunk));
    far.on('data', (chunk: Buffer) => mode === 'open' && near.write(chunk));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    set: (next) => {
      mode = next;
      // After a silence the connections are worth nothing: part of what was said on them is lost.
      if (next !== 'silent') cut();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
