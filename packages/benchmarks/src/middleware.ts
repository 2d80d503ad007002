import { Session } from 'node:inspector/promises';
import { composePortal } from '@portal/api/compose';
import { type Config, readConfig } from '@portal/api/config';
import { startServer } from '@portal/api/server';
import { findFreePort } from '@portal/testing/ports';
import { pino } from 'pino';

const requests = 20;
const ownParts = /\/apps\/api\/src\/http\/([\w-]+)\.ts$/;
const libraries = /\/node_modules\/(helmet|pino-http|express-rate-limit|rate-limit-redis)\//;

/**
 * What runs for every one of some requests, as the engine counts calls: the parts of `apps/api/src/http` and the
 * libraries behind them, by name. The API is put together here as it is in its own process.
 */
export async function middlewareOf(
  environment: Record<string, string>,
  request: { path: string; headers: Record<string, string> },
): Promise<string[]> {
  const port = await findFreePort();
  const config = configOf({ ...environment, PORT: String(port) });
  const portal = await composePortal(config, { logger: pino({ level: 'info' }, { write: () => undefined }) });
  const server = await startServer(portal.app, { port, host: '127.0.0.1', isHttps: false });
  const session = new Session();
  session.connect();
  const ask = async (times: number): Promise<void> => {
    for (let number = 0; number < times; number += 1) {
      const answer = await fetch(`http://localhost:${port}${request.path}`, { headers: request.headers });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`A list was answered with ${answer.status}.`);
    }
  };
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await ask(requests);
    await session.post('Profiler.takePreciseCoverage');
    await ask(requests);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const ran = result.filter(({ functions }) =>
      functions.some(({ ranges }) => ranges.some(({ count }) => count >= requests)),
    );
    return [...new Set(ran.flatMap(({ url }) => (ownParts.exec(url) ?? libraries.exec(url))?.[1] ?? []))].toSorted();
  } finally {
    await session.post('Profiler.disable');
    session.disconnect();
    await server.stop(0);
    await portal.close();
  }
}

function configOf(environment: Record<string, string>): Config {
  const reading = readConfig(environment);
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  return reading.config;
}
