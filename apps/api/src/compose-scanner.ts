import { createClamdScanner } from '@portal/adapters/clamav/scanner.clamd';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { ScannerConfig } from './config-scanner.ts';

// As long as it may take over a piece of a file, and for one that has nothing to do.
const silenceMs = 60_000;
const soonMs = 1_000;

/** Undefined where this portal does without: `auto` asks now whether clamd answers, and stays with what it heard. */
export async function composeScanner({
  way,
  address,
  streamLimitInBytes,
}: ScannerConfig): Promise<ScannerPort | undefined> {
  if (way === 'none') return undefined;
  if (way === 'auto' && !(await answers(createClamdScanner({ address, silenceMs: soonMs, streamLimitInBytes })))) {
    return undefined;
  }
  return createClamdScanner({ address, silenceMs, streamLimitInBytes });
}

async function answers(scanner: ScannerPort): Promise<boolean> {
  try {
    await scanner.describe();
    return true;
  } catch {
    // Whatever the reason: nobody is there who would scan.
    return false;
  }
}
