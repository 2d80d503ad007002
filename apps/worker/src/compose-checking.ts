import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
};

// A scanner that was started anew reads for some seconds what it knows viruses by.
const scanAgainAfterMs = 5_000;

let workersOfThisProcess = 0;

export async function composeChecking({ scanner, ocr }: WorkerConfig): Promise<Checking> {
  workersOfThisProcess += 1;
  // One that died leaves its folder to the next process of the same number.
  const folder = join(tmpdir(), `portal-worker-${process.pid}-${workersOfThisProcess}`);
  return {
    scanner: await composeScanner(scanner),
    inspector: createPdfInspector({ pagesByOcr: ocr.pages, languages: ocr.languages }),
    scratch: await createDiskScratch({ folder }),
    scanAgainAfterMs,
  };
}
