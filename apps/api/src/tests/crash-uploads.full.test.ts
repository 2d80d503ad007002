import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase } from '@portal/testing/postgres';
import { createRadosgwBucket, type TestBucket } from '@portal/testing/s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AfterCrashes, checkAfterCrashes } from './crash-check.ts';
import { type CrashLane, type CrashOutcome, killAndKill } from './crash-lane.ts';
import { type CrashPhase, crashPhases } from './crash-phases.ts';
import { prepareQuickStart } from './quick-start.ts';

const seed = 20_261_122;
const killsOnEach = 102;
const hitsAtLeast = 20;
// Some four minutes on a machine that has nothing else to do.
const patienceMs = 25 * 60_000;

type Result = { store: 'disk' | 's3'; outcome: CrashOutcome; after: AfterCrashes };

const quickStart = prepareQuickStart();

let bucket: TestBucket;
let lanes: (CrashLane & { store: 'disk' | 's3' })[];

beforeAll(async () => {
  bucket = await createRadosgwBucket();
  const folders = [await mkdtemp(join(tmpdir(), 'portal-crash-')), await mkdtemp(join(tmpdir(), 'portal-crash-'))];
  lanes = [
    { store: 'disk', environment: quickStart.environment, seed },
    { store: 's3', environment: { ...quickStart.environment, ...bucket.environment }, seed: seed + 1 },
  ].map((lane, index) => ({ ...lane, dataFolder: folders[index]!, kills: killsOnEach }) as (typeof lanes)[number]);
  for (const lane of lanes) lane.database = await createTestDatabase();
});
afterAll(async () => {
  for (const { database, dataFolder } of lanes) {
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  await bucket.stop();
  quickStart.remove();
});

describe('the API, killed while it takes uploads', () => {
  /*
   * The mutants, with each of which this test fails:
   * - the note of the file out of `reserve` in documents-writes.postgres.ts: there is nothing to sweep;
   * - the answer before the link in write-durably.ts: an acknowledged document does not open;
   * - `strike` before `files.remove` in sweep-unfinished-files.ts: bytes lack a row;
   * - `settleUpload` before `makeWhole` in complete-upload.ts: a document is never ready.
   * What is swept too early (the deadline out of `claimOverdue`, the age out of `removeLeftovers`) fails sweeper.int.test.ts.
   */
  it(
    'loses nothing it acknowledged, lists nothing without bytes and keeps no bytes without a row',
    async () => {
      const results = await Promise.all(lanes.map(runLane));
      const hits = countBy(crashPhases, (phase) => results.reduce((sum, { outcome }) => sum + outcome.kills[phase], 0));
      const figures = { kills: sumOf(Object.values(hits)), ...prefixed('hit', hits), ...figuresOf(results) };
      process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
      for (const { outcome, after } of results) {
        expect(after.lost).toEqual([]);
        expect(after.verification.disagreements).toEqual([]);
        expect(after.verification).toMatchObject({ documents: after.listed, objects: after.listed });
        // Else nothing was tried.
        expect(outcome.acknowledged.length).toBeGreaterThan(killsOnEach / 4);
      }
      for (const phase of crashPhases) expect(hits[phase]).toBeGreaterThanOrEqual(hitsAtLeast);
      await writeMeasurement({
        name: 'crash-uploads',
        claim:
          'Killed with SIGKILL in every phase of uploads, on disk and on S3, whole and in parts, the API loses nothing it ' +
          'acknowledged, lists nothing without its bytes, and after a restart and a sweep keeps no bytes without a row.',
        seed,
        figures,
      });
    },
    patienceMs,
  );
});

async function runLane(lane: (typeof lanes)[number]): Promise<Result> {
  const outcome = await killAndKill(lane);
  return { store: lane.store, outcome, after: await checkAfterCrashes(lane, outcome.acknowledged) };
}

function figuresOf(results: readonly Result[]): Record<string, number> {
  const parts = results.map(({ store, outcome, after }) => ({
    [`${store}Kills`]: sumOf(Object.values(outcome.kills)),
    [`${store}KillsSingle`]: outcome.byForm.single,
    [`${store}KillsInParts`]: outcome.byForm.inParts,
    [`${store}Acknowledged`]: outcome.acknowledged.length,
    [`${store}AcknowledgedAndLost`]: after.lost.length,
    [`${store}Listed`]: after.listed,
    [`${store}ListedWithoutBytes`]: after.verification.disagreements.filter(({ what }) => what !== 'no_row').length,
    [`${store}BytesWithoutARow`]: after.verification.disagreements.filter(({ what }) => what === 'no_row').length,
  }));
  return Object.assign({}, ...parts) as Record<string, number>;
}

function prefixed(word: string, counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [`${word}${name[0]?.toUpperCase()}${name.slice(1)}`, count]),
  );
}

function countBy(phases: readonly CrashPhase[], count: (phase: CrashPhase) => number): Record<CrashPhase, number> {
  return Object.fromEntries(phases.map((phase) => [phase, count(phase)])) as Record<CrashPhase, number>;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
