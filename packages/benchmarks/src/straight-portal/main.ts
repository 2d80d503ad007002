import { composePortal } from '@portal/api/compose';
import { readConfig } from '@portal/api/config';
import { startServer } from '@portal/api/server';
import { destination, pino } from 'pino';

/**
 * The API as `main.ts` runs it, but for one thing: each list is read from Postgres, by one statement, with no cache and
 * no look-up of a version. What the cache of lists is worth is the difference.
 */
const reading = readConfig(process.env);
if (!reading.ok) throw new Error(reading.faults.join('\n'));
const { config } = reading;
const nobodyAsks = { number: 0, nonce: '00000000-0000-0000-0000-000000000000' };
const portal = await composePortal(config, {
  logger: pino({ level: config.logLevel }, destination({ sync: false })),
  changeLists: (lists) => ({
    ...lists,
    reads: { ...lists.reads, findVersion: () => Promise.resolve(nobodyAsks) },
    readUnderVersion: ({ read }) => read(nobodyAsks),
  }),
});
await startServer(portal.app, { port: config.port, host: '127.0.0.1', isHttps: false });
