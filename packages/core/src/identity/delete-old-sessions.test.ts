import { expect, test } from 'vitest';
import { createDeleteOldSessions } from './delete-old-sessions.ts';

test('sessions that were over a day ago are deleted, a thousand at a time, until none is left', async () => {
  let left = 2_500;
  const asked: { endedBefore: Date; atMost: number }[] = [];
  const deleteOldSessions = createDeleteOldSessions({
    sessions: {
      deleteOver: async (input) => {
        asked.push(input);
        const deleted = Math.min(left, input.atMost);
        left -= deleted;
        return deleted;
      },
    },
    now: () => new Date('2026-05-03T08:00:00Z'),
  });
  await deleteOldSessions();
  expect(left).toBe(0);
  expect(asked).toEqual(
    Array.from({ length: 3 }, () => ({ endedBefore: new Date('2026-05-02T08:00:00Z'), atMost: 1_000 })),
  );
});
