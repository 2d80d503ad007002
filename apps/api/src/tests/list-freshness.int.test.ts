import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutants, portal } from './freshness-designs.ts';
import { searchForStaleLists } from './freshness-lanes.ts';

const seed = 20_261_122;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('lists while instances die, Redis fails, replicas lag and failovers lose commits, between any two steps', () => {
  it('show every acknowledged change', async () => {
    const found = await searchForStaleLists(database, { design: portal, seed, lanes: 6, runsALane: 8 });
    expect(found.firstFault).toBeUndefined();
    expect(found.counts['reads']).toBeGreaterThan(2_500);
  }, 240_000);

  // What shows that the test above can fail, and soon.
  it.each(Object.entries(mutants))(
    'are found stale with %s',
    async (_name, design) => {
      const found = await searchForStaleLists(database, { design, seed, lanes: 6, runsALane: 40 });
      expect(found.firstFault).toMatch(/stale|two lists/);
    },
    120_000,
  );
});
