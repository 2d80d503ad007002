import { countersOf } from '@portal/api/metrics/counters-of';
import type { Inspection, InspectorPort } from '@portal/core/processing/inspector.port';
import type { Registry } from 'prom-client';

export type InspectorMetrics = {
  /** The same, its looks counted by what they came to. */
  watchInspector: (inspector: InspectorPort) => InspectorPort;
};

const limits = ['processor', 'memory', 'output', 'failed'] as const;
const outcomes = ['sound', 'locked', 'damaged', ...limits] as const;

export function createInspectorMetrics(registry: Registry): InspectorMetrics {
  const count = countersOf(registry, {
    name: 'portal_inspections_total',
    help: 'What looks into PDFs came to; processor, memory, output: it was stopped at that limit; failed: its process ended.',
    label: 'outcome',
    values: outcomes,
  });
  return {
    watchInspector: (inspector) => ({
      ...inspector,
      inspect: async (...asked) => {
        const found = await inspector.inspect(...asked);
        count[outcomeOf(found)]();
        return found;
      },
    }),
  };
}

/** A reason may be the file's own word: only those that are known become a label. */
function outcomeOf(found: Inspection): (typeof outcomes)[number] {
  if (found.outcome !== 'damaged') return found.outcome;
  return limits.find((limit) => limit === found.reason) ?? 'damaged';
}
