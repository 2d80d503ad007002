import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createStatementReader } from './postgres-statements.ts';

export type PostgresHold = {
  /** Is held when a statement like this is sent, on a connection whose transaction had one like `after`. */
  statement: RegExp;
  after?: RegExp;
  /** `asked`: the server does not get it. `answered`: it does, and has answered, and the answer is not handed on. */
  at: 'asked' | 'answered';
};

export type PostgresProxy = {
  /** The URL that was given, with this proxy's host and port. */
  url: string;
  /** Holds the next connection that comes to this; resolves when one has. The others go on. */
  hold: (hold: PostgresHold) => Promise<void>;
  /** Forgets what was to be held, and cuts what is. */
  release: () => void;
  close: () => Promise<void>;
};

type Waiting = { hold: PostgresHold; onHeld: () => void };

/**
 * Stands between the portal and Postgres and knows the statements that pass, so that a test can stop the portal at a
 * place in its transactions that nothing outside could hit by chance.
 */
export async function startPostgresProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let waiting: Waiting | undefined;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // A portal that was killed resets its connections.
      socket.on('error', () => socket.destroy());
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    let passesOn = true;
    let onAnswer: (() => void) | undefined;
    const read = createStatementReader();
    near.on('data', (chunk: Buffer) => {
      if (!passesOn) return;
      const met = read(chunk, (statement, earlier) => isMeant(waiting?.hold, statement, earlier));
      if (met && waiting) {
        const { hold, onHeld } = waiting;
        waiting = undefined;
        held.add(near);
        passesOn = false;
        if (hold.at === 'asked') return onHeld();
        onAnswer = onHeld;
      }
      far.write(chunk);
      return undefined;
    });
    far.on('data', (chunk: Buffer) => {
      if (onAnswer) onAnswer();
      else near.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    hold: (hold) => new Promise((resolve) => (waiting = { hold, onHeld: resolve })),
    release: () => {
      waiting = undefined;
      for (const socket of held) socket.destroy();
      held.clear();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function isMeant(hold: PostgresHold | undefined, statement: string, earlier: readonly string[]): boolean {
  if (!hold?.statement.test(statement)) return false;
  const { after } = hold;
  return after === undefined || earlier.some((text) => after.test(text));
}
