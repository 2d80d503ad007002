import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskScratch } from '@portal/adapters/disk/scratch.disk';
import { createPdfInspector } from '@portal/adapters/pdf/inspector.pdfjs';
import type { CheckDocumentDependencies } from '@portal/core/processing/check-document';

// A scanner that was started anew reads for some seconds what it knows viruses by.
const scanAgainAfterMs = 15_000;

let workersOfThisProcess = 0;

/** What looks at the bytes of documents. */
export async function composeChecking(): Promise<
  Pick<CheckDocumentDependencies, 'scanner' | 'inspector' | 'scratch' | 'scanAgainAfterMs'>
> {
  workersOfThisProcess += 1;
  // One that died leaves its folder to the next process of the same number.
  const folder = join(tmpdir(), `portal-worker-${process.pid}-${workersOfThisProcess}`);
  return {
    scanner: undefined,
    inspector: createPdfInspector({ pagesByOcr: 0, languages: [] }),
    scratch: await createDiskScratch({ folder }),
    scanAgainAfterMs,
  };
}
