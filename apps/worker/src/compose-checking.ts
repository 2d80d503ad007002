import { tmpdir } from 'node:os';
import { createDiskScratch } from '@portal/adapters/disk/scratch.disk';
import { createPdfInspector } from '@portal/adapters/pdf/inspector.pdfjs';
import { composeScanner } from '@portal/api/compose-scanner';
import type { InspectorPort } from '@portal/core/processing/inspector.port';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { ScratchPort } from '@portal/core/processing/scratch.port';
import type { WorkerConfig } from './config.ts';

/** What looks at the bytes of documents. */
export type Checking = {
  scanner: ScannerPort | undefined;
  inspector: InspectorPort;
  scratch: ScratchPort;
  scanAgainAfterMs: number;
  /** Ends what still looks at something, and leaves no copy. */
  close: () => Promise<void>;
};

// A scanner that was started anew reads for some seconds what it knows viruses by.
const scanAgainAfterMs = 5_000;

export async function composeChecking({ scanner, ocr }: WorkerConfig): Promise<Checking> {
  const scratch = await createDiskScratch({ parentFolder: tmpdir() });
  const inspector = createPdfInspector({
    pagesByOcr: ocr.pages,
    languages: ocr.languages,
    scratchFolder: scratch.folder,
  });
  return {
    scanner: await composeScanner(scanner),
    inspector,
    scratch,
    scanAgainAfterMs,
    close: async () => {
      inspector.close();
      await scratch.close();
    },
  };
}
