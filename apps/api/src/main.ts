import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import { composePortal } from './compose.ts';
import type { Portal } from './compose.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openInternalPort, orPortError, PortError } from './internal-port.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const graceMs = 60_000;
// Whoever watches gets the answer that is under way.
const lastAnswersMs = 1_000;

async function main(): Promise<void> {
  const reading = readConfig(process.env);
  if (!reading.ok) return fail(reading.faults);
  const { config } = reading;
  // Nobody waits for a line to be written; what is under way is written before the process exits.
  const logger = pino({ level: config.logLevel }, destination({ sync: false }));
  const portal = await composePortal(config, { logger });
  const ports = await open(portal, config).catch(async (error: unknown) => {
    await portal.close();
    if (error instanceof PortError) return fail([error.message]);
    throw error;
  });
  if (!ports) return;
  logger.info({ port: ports.public.port, mode: config.mode }, 'listening');
  stopOnSignals(ports, portal, logger);
}

function fail(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

type Ports = { internal: RunningServer | undefined; public: RunningServer };

/** First the port of those who watch: they see the other one open and close. Throws PortError. */
async function open(portal: Portal, config: Config): Promise<Ports> {
  const { mode, port, publicUrl } = config;
  const internal = await openInternalPort(config.internal, portal.internal);
  try {
    // In local mode the mailbox shows everybody's codes: nobody on the network may reach it.
    const host = mode === 'local' ? '127.0.0.1' : undefined;
    const started = startServer(portal.app, { port, host, isHttps: publicUrl.protocol === 'https:' });
    return { internal, public: await orPortError('PORT', port, started) };
  } catch (error) {
    await internal?.stop(0);
    throw error;
  }
}

function stopOnSignals(ports: Ports, portal: Portal, logger: Logger): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.info('stopping: running requests finish first');
    portal.drain();
    await ports.public.stop(graceMs);
    await ports.internal?.stop(lastAnswersMs);
    await portal.close();
    logger.info('stopped');
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

await main();
