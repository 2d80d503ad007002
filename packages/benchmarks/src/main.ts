import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measuredOn, measurementsFolder } from '@portal/testing/measurement';
import type { Group, Result, Started } from './claim.ts';
import { groups } from './groups.ts';
import { reportJson, reportLines } from './report.ts';

/**
 * `npm run bench -- [group or claim…] [--rounds 5] [--seed 1] [--seconds 300]`: by a name or a part of it; everything
 * without. `--seconds` is how long the virtual patients stay.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '300' },
  },
});
const seed = Number(values.seed);
const rounds = Number(values.rounds);
const durationSeconds = Number(values.seconds);
const fewestRounds = 3;
const shortestSeconds = 300;
const say = (line: string): void => console.log(line);

/** Runs some work that starts servers, and stops them in the end, whatever happens. */
async function withServers<Answer>(work: (started: Started) => Promise<Answer>): Promise<Answer> {
  const stops: (() => Promise<void>)[] = [];
  try {
    return await work(async (starting) => {
      const server = await starting;
      stops.push(server.stop);
      return server;
    });
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Answers whether every target was reached. */
async function runGroup({ name, about, claims, start }: Group, isAsked: (claim: string) => boolean): Promise<boolean> {
  const on = measuredOn();
  const results = await withServers(async (started) => {
    const done: Result[] = [];
    for (const claim of await start({ seed, durationSeconds, isAsked, started })) {
      say(claim.name);
      done.push(await withServers((startedForIt) => claim.measure({ rounds, say, started: startedForIt })));
    }
    return done;
  });
  const report = { ...on, seed, results };
  const lines = reportLines({ name, about }, report);
  say(`\n${lines.join('\n')}`);
  // A part of a group, or a short run, is a look at it; what is kept has all of its claims in one run.
  if (claims.every(isAsked) && rounds >= fewestRounds && durationSeconds >= shortestSeconds) {
    await writeFile(join(measurementsFolder, `bench-${name}.md`), lines.join('\n'));
    await writeFile(join(measurementsFolder, `bench-${name}.json`), reportJson(report));
  }
  return results.every(({ targets }) => targets.every(({ holds, isAim }) => holds || isAim));
}

const names = new Set(groups.flatMap(({ name, claims }) => [name, ...claims]));
const isNamed = (name: string): boolean =>
  positionals.some((asked) => (names.has(asked) ? name === asked : name.includes(asked)));
const asked = groups.flatMap((group) => {
  const isWhole = positionals.length === 0 || isNamed(group.name);
  const isAsked = (claim: string): boolean => isWhole || isNamed(claim);
  return group.claims.some(isAsked) ? [{ group, isAsked }] : [];
});
if (asked.length === 0) throw new Error(`There is no claim of the name ${positionals.join(', ')}.`);
let holds = true;
for (const { group, isAsked } of asked) holds = (await runGroup(group, isAsked)) && holds;
process.exitCode = holds ? 0 : 1;
if (process.connected) process.disconnect();
