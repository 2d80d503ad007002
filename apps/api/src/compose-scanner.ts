import { createClamdScanner } from '@portal/adapters/clamav/scanner.clamd';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { ScannerConfig } from './config-scanner.ts';

// Longer than clamd looks into a file (its `MaxScanTime` is 120 s): it says itself then that it came to no end, which is a
// verdict. Whoever leaves before would ask for ever. The second is for one that has nothing to do.
const silenceMs = 130_000;
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
