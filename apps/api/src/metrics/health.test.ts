import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHealth } from './health.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(checks: { postgres: () => Promise<unknown>; redis?: () => Promise<unknown> }) {
  const { postgres, redis = async () => undefined } = checks;
  return createHealth({
    dependencies: { postgres: { check: postgres, isRequired: true }, redis: { check: redis, isRequired: false } },
    now: () => new Date(),
  });
}

const refuse = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432'));

describe('how the portal does', () => {
  it('is up with everything, degraded without what only helps, down without what it needs', async () => {
    const fine = async () => undefined;
    expect(await watched({ postgres: fine }).look()).toMatchObject({ status: 'up' });
    expect(await watched({ postgres: fine, redis: refuse }).look()).toMatchObject({
      status: 'degraded',
      checks: { postgres: { status: 'up' }, redis: { status: 'down' } },
    });
    expect(await watched({ postgres: refuse }).look()).toMatchObject({ status: 'down' });
  });

  it('says since when, and not where a dependency is or what it said', async () => {
    const postgres = vi.fn<() => Promise<unknown>>(refuse);
    const health = watched({ postgres });
    const first = new Date().toISOString();
    await health.look();
    await vi.advanceTimersByTimeAsync(60_000);
    const { checks } = await health.look();
    expect(checks['postgres']).toMatchObject({ status: 'down', since: first, checkedAt: new Date().toISOString() });
    postgres.mockResolvedValue(undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    const back = await health.look();
    expect(back.checks['postgres']).toMatchObject({ status: 'up', since: new Date().toISOString() });
    expect(JSON.stringify([checks, back])).not.toMatch(/ECONN|10\.0\.0\.7/);
  });

  // The mutant: `keptMs` 0.
  it('is looked at once, however many ask within two seconds', async () => {
    const postgres = vi.fn<() => Promise<unknown>>(async () => undefined);
    const health = watched({ postgres });
    await Promise.all(Array.from({ length: 50 }, () => health.look()));
    await vi.advanceTimersByTimeAsync(1_900);
    await health.look();
    expect(postgres).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    await health.look();
    expect(postgres).toHaveBeenCalledTimes(2);
  });

  // The mutants: the race in `isInTime`; `asked ??=` in `oneAtATime`.
  it('is told within a second of a dependency that says nothing, which is not asked again meanwhile', async () => {
    const postgres = vi.fn<() => Promise<unknown>>(() => new Promise(() => undefined));
    const health = watched({ postgres });
    for (let i = 0; i < 3; i++) {
      const looking = health.look();
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await looking).checks['postgres']).toMatchObject({ status: 'down', latencyMs: 1_000 });
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(postgres).toHaveBeenCalledTimes(1);
  });
});
