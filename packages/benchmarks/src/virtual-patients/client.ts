import { Agent, request as httpRequest } from 'node:http';

export type Answer = { status: number; headers: Readonly<Record<string, string | string[] | undefined>>; body: Buffer };

export type Ask = (
  path: string,
  sent?: { method?: string; headers?: Headers; body?: readonly Buffer[] },
) => Promise<Answer>;

type Headers = Record<string, string | number>;

/** One patient's browser: one connection, which is kept. */
export function createClient({ url, headers }: { url: string; headers: Record<string, string> }): {
  ask: Ask;
  close: () => void;
} {
  const { host, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask: Ask = (path, { method = 'GET', headers: more = {}, body = [] } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { agent, host: '127.0.0.1', port, path, method, headers: { ...headers, ...more, Host: host } };
      const asked = httpRequest(options, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
        );
      });
      asked.on('error', reject);
      for (const piece of body) asked.write(piece);
      asked.end();
    });
  return { ask, close: () => agent.destroy() };
}
