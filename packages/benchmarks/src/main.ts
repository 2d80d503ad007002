import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measuredOn, measurementsFolder } from '@portal/testing/measurement';
import type { Claim, Result } from './claim.ts';
import { downloadClaims } from './downloads.ts';
import { reportLines } from './report.ts';
import { runClaim } from './run-claim.ts';
import { startNginx, startPortal, startReference } from './servers.ts';
import { uploadClaims } from './uploads.ts';

/** `npm run bench -- [claim…] [--rounds 5] [--seed 1]`: a claim by its name or a part of it; all of them without. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const rounds = Number(values.rounds);
const say = (line: string): void => console.log(line);
const isAsked = ({ name }: Pick<Claim, 'name'>): boolean =>
  positionals.length === 0 || positionals.some((asked) => name.includes(asked));

const on = measuredOn();
const stops: (() => Promise<void>)[] = [];
const started = async <Server extends { stop: () => Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
  const server = await starting;
  stops.push(server.stop);
  return server;
};

try {
  const portal = await started(startPortal());
  const plain = await started(startReference('express-multer.mjs'));
  const flushing = await started(startReference('express-multer-flush.mjs'));
  const sendFile = await started(startReference('express-send-file.mjs'));
  const nginx = await started(startNginx());
  const claims = [
    ...uploadClaims({ portal, plain, flushing }, seed),
    ...(await downloadClaims({ portal, sendFile, nginx })),
  ].filter(isAsked);
  if (claims.length === 0) throw new Error(`There is no claim of the name ${positionals.join(', ')}.`);
  const results: Result[] = [];
  for (const claim of claims) results.push(await runClaim(claim, { rounds, say }));
  const lines = reportLines({ ...on, seed, results });
  say(`\n${lines.join('\n')}`);
  // A part of the claims is a look at them; what is kept has all of them in one run.
  if (positionals.length === 0) {
    await writeFile(join(measurementsFolder, 'bench-uploads.md'), lines.join('\n'));
    const json = JSON.stringify({ ...on, seed, results }, undefined, 2);
    await writeFile(join(measurementsFolder, 'bench-uploads.json'), `${json}\n`);
  }
  process.exitCode = results.some(({ targets }) => targets.some(({ holds, isAim }) => !holds && !isAim)) ? 1 : 0;
} finally {
  for (const stop of stops.toReversed()) await stop();
}
if (process.connected) process.disconnect();
