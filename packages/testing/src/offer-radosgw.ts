import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startRadosgw } from './radosgw-server.ts';

/**
 * One gateway for all tests of a run, started when the first of them asks: it takes seconds, and few need it. Tests run
 * in processes of their own, so they ask over HTTP.
 */
export const offerRadosgw = async (folder: string): Promise<{ url: string; stop: () => Promise<void> }> => {
  let starting: ReturnType<typeof startRadosgw> | undefined;
  const start = async () => {
    const own = join(folder, 'radosgw');
    await mkdir(own);
    return startRadosgw(own);
  };
  const server = createServer((_request, response) => {
    starting ??= start();
    starting.then(
      ({ stop: _stop, ...radosgw }) => response.end(JSON.stringify(radosgw)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    const [started] = await Promise.allSettled([starting]);
    if (started.status === 'fulfilled') await started.value?.stop();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};
