import type { Inspection, InspectorPort } from '@portal/core/processing/inspector.port';
import { sampleOf } from '@portal/testing/internal-answers';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createInspectorMetrics } from './inspector-metrics.ts';

const damaged = (reason: string): Inspection => ({ outcome: 'damaged', reason });
const { signal } = new AbortController();

it.each([
  [{ outcome: 'locked' }, 'locked'],
  [damaged('InvalidPDFException'), 'damaged'],
  [damaged('memory'), 'memory'],
  // Whatever a file has its process say of it.
  [damaged('canary"} 1\nportal_x'), 'damaged'],
] satisfies [Inspection, string][])('a look into a PDF that came to %j is counted as %s', async (found, outcome) => {
  const registry = new Registry();
  const inspect: InspectorPort['inspect'] = async () => found;
  const others = { drawFirstPage: async () => undefined, readText: async () => ({ pages: [], isComplete: true }) };
  const { watchInspector } = createInspectorMetrics(registry);
  const file = { path: '', sizeInBytes: 0 };
  expect(await watchInspector({ inspect, ...others }).inspect(file, { recordId: '', signal })).toBe(found);
  const metrics = await registry.metrics();
  expect(sampleOf(metrics, 'portal_inspections_total', { outcome })).toBe(1);
  expect(metrics).not.toContain('canary');
});
