import { randomUUID } from 'node:crypto';
import type { Session, SessionCachePort } from '@portal/core/identity/sessions.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `SessionCachePort` must hold. `passTime` moves the store's clock, or waits for it. */
export function sessionCacheSuite(
  name: string,
  setUp: () => { cache: SessionCachePort; passTime: (ms: number) => Promise<void> },
): void {
  const session: Session = {
    id: randomUUID(),
    userId: randomUUID(),
    recordId: randomUUID(),
    createdAt: new Date('2026-05-03T08:00:00.001Z'),
    lastUsedAt: new Date('2026-05-03T09:00:00.002Z'),
    expiresAt: new Date('2026-05-03T20:00:00.003Z'),
  };

  describe(`the session cache in ${name}`, () => {
    it('gives back what was put there, times and all', async () => {
      const { cache } = setUp();
      const token = randomUUID();
      expect(await cache.get(token)).toBeUndefined();
      await cache.set(token, session, 60_000);
      expect(await cache.get(token)).toEqual(session);
    });

    it('forgets it after its lifetime', async () => {
      const { cache, passTime } = setUp();
      const token = randomUUID();
      await cache.set(token, session, 100);
      await passTime(150);
      expect(await cache.get(token)).toBeUndefined();
    });

    it('brings nothing back that was removed, even when a refill comes late', async () => {
      const { cache } = setUp();
      const token = randomUUID();
      await cache.set(token, session, 60_000);
      await cache.remove(token);
      expect(await cache.get(token)).toBeUndefined();
      await cache.set(token, session, 60_000);
      expect(await cache.get(token)).toBeUndefined();
      await cache.remove(token);
    });
  });
}
