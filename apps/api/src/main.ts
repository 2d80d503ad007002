import { pino } from 'pino';
import { composePortal } from './compose.ts';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';

const graceMs = 60_000;

async function main(): Promise<void> {
  const reading = readConfig(process.env);
  if (!reading.ok) {
    for (const fault of reading.faults) process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = reading;
  const logger = pino({ level: config.logLevel });
  const portal = await composePortal(config, { logger });
  // In local mode the mailbox shows everybody's codes: nobody on the network may reach it.
  const host = config.mode === 'local' ? '127.0.0.1' : undefined;
  const server = await startServer(portal.app, {
    port: config.port,
    host,
    isHttps: config.publicUrl.protocol === 'https:',
  });
  logger.info({ port: server.port, mode: config.mode }, 'listening');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.info('stopping: running requests finish first');
    portal.drain();
    await server.stop(graceMs);
    await portal.close();
    logger.info('stopped');
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

await main();
