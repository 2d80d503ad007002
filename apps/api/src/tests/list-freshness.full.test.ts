import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mutants, portal } from './freshness-designs.ts';
import { searchForStaleLists } from './freshness-lanes.ts';

const seed = 8_052_026;
const lanes = 6;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
}, 1_200_000);
afterAll(() => database.drop());

// The mutants: freshness-designs.ts has them; the same search finds each of them stale.
it('no list of 20,000 is stale, whatever dies, fails, lags or is lost between any two steps', async () => {
  const { counts, firstFault } = await searchForStaleLists(database, { design: portal, seed, lanes, runsALane: 55 });
  expect(firstFault).toBeUndefined();
  expect(counts['reads']).toBeGreaterThan(20_000);
  const readsUntilStale: Record<string, number> = {};
  for (const [name, design] of Object.entries(mutants)) {
    const found = await searchForStaleLists(database, { design, seed, lanes, runsALane: 55 });
    expect(found.firstFault).toMatch(/stale|two lists/);
    readsUntilStale[`reads until one is found stale with ${name}`] = found.counts['reads'] ?? NaN;
  }
  await writeMeasurement({
    name: 'list-freshness',
    claim:
      'Random interleavings of uploads, renames, trashes, restores and deletions on three instances over one Postgres ' +
      'and one Redis, with Redis failing or late, flushed or evicting, instances that die, a replica that lags and ' +
      'failovers that lose commits, between any two steps: no list is stale. Without one of its protections, or with ' +
      'another design, lists are found stale after few reads.',
    seed,
    figures: { stale: 0, ...counts, ...readsUntilStale },
  });
}, 1_200_000);
