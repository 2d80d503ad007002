import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@portal/testing/postgres';
import { describe, expect, it } from 'vitest';
import { checkAfterCrashes } from './crash-check.ts';
import { killAndKill } from './crash-lane.ts';
import { prepareQuickStart } from './quick-start.ts';

describe('the API, killed while it takes uploads', () => {
  // In short; `crash-uploads.full.test.ts` does it two hundred times, and names the mutants.
  it('loses nothing it acknowledged and leaves nothing behind, in whatever phase it was', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'portal-crash-'));
    const database = await createTestDatabase();
    const { environment, remove } = prepareQuickStart();
    const lane = { database, dataFolder, environment, seed: 7, kills: 12 };
    try {
      const { acknowledged, kills } = await killAndKill(lane);
      expect(Object.values(kills)).toEqual([2, 2, 2, 2, 2, 2]);
      const { listed, lost, verification } = await checkAfterCrashes(lane, acknowledged);
      expect(lost).toEqual([]);
      expect(verification.disagreements).toEqual([]);
      // Some were committed and nobody was told.
      expect(listed).toBeGreaterThanOrEqual(acknowledged.length + 2);
      expect(verification).toMatchObject({ documents: listed, objects: listed });
    } finally {
      remove();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  }, 180_000);
});
