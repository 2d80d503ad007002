import { PerformanceObserver } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { createYoungCollector } from './collect-young.ts';

it('a body that arrives has the young garbage collected once for every 4 MiB', async () => {
  let collections = 0;
  const arrived = createYoungCollector(() => {
    collections += 1;
  });
  for (let i = 0; i < 1_600; i++) arrived(64 * 1024);
  expect(collections).toBe(25);
});

it('the collection is one of the engine: of young garbage, without a hold on the rest', async () => {
  const kinds: unknown[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      kinds.push((entry as typeof entry & { detail: { kind: number } }).detail.kind);
  });
  observer.observe({ entryTypes: ['gc'] });
  createYoungCollector()(4 * 1024 * 1024);
  const minor = 1;
  await expect.poll(() => kinds).toContain(minor);
  observer.disconnect();
  expect(globalThis.gc).toBeUndefined();
});
