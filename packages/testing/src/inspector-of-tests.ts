import { inspectPdf } from '@portal/adapters/pdf/child/inspect-pdf';
import type { InspectorPort } from '@portal/core/processing/inspector.port';

/** Looks into documents where the test runs, which starts no process, and makes neither picture nor words. */
export const inspectorOfTests: InspectorPort = {
  inspect: ({ path }) => inspectPdf(path),
  drawFirstPage: async () => undefined,
  readText: async () => ({ pages: [], isComplete: true }),
};
