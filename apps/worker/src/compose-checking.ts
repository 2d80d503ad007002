import { tmpdir } from 'node:os';
import { createDiskScratch } from '@portal/adapters/disk/scratch.disk';
import { createPdfInspector } from '@portal/adapters/pdf/inspector.pdfjs';
import { composeScanner } from '@portal/api/compose-scanner';
import type { CheckDocumentDependencies } from '@portal/core/processing/check-document';
import type { InspectorPort } from '@portal/core/processing/inspector.port';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { ScratchPort } from '@portal/core/processing/scratch.port';
import type { WorkerConfig } from './config.ts';
import type { WorkerMetrics } from './metrics/worker-metrics.ts';

/** What looks at the bytes of documents. */
export type Checking = {
  scanner: ScannerPort | undefined;
  inspector: InspectorPort;
  scratch: ScratchPort;
  scanAgainAfterMs: number;
  onVerdict: CheckDocumentDependencies['onVerdict'];
  /** Ends what still looks at something, and leaves no copy. */
  close: () => Promise<void>;
};

// A scanner that was started anew reads for some seconds what it knows viruses by.
const scanAgainAfterMs = 5_000;

export async function composeChecking(
  { scanner: chosen, ocr }: WorkerConfig,
  metrics: Pick<WorkerMetrics, 'watchScanner' | 'countCheck'>,
): Promise<Checking> {
  const scanner = await composeScanner(chosen);
  const scratch = await createDiskScratch({ parentFolder: tmpdir() });
  const inspector = createPdfInspector({
    pagesByOcr: ocr.pages,
    languages: ocr.languages,
    scratchFolder: scratch.folder,
  });
  return {
    scanner: scanner && metrics.watchScanner(scanner),
    onVerdict: (state) => metrics.countCheck[state](),
    inspector,
    scratch,
    scanAgainAfterMs,
    close: async () => {
      inspector.close();
      await scratch.close();
    },
  };
}
