import { createClamdScanner } from '@portal/adapters/clamav/scanner.clamd';
import { createProvenScanner, proveScanner } from '@portal/adapters/clamav/proven-scanner';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { ScannerConfig } from './config-scanner.ts';

// Longer than clamd looks into a file (its `MaxScanTime` is 120 s): it says itself then that it came to no end, which is a
// verdict. Whoever leaves before would ask for ever. The second is for one that has nothing to do.
const silenceMs = 130_000;
const soonMs = 1_000;

/**
 * Undefined where this portal does without: `auto` asks now whether there is a clamd that says what it did not look into,
 * and stays with what it heard.
 */
export async function composeScanner({
  way,
  address,
  streamLimitInBytes,
}: ScannerConfig): Promise<ScannerPort | undefined> {
  if (way === 'none') return undefined;
  if (way === 'auto' && !(await isOfUse(createClamdScanner({ address, silenceMs: soonMs, streamLimitInBytes })))) {
    return undefined;
  }
  return createProvenScanner(createClamdScanner({ address, silenceMs, streamLimitInBytes }));
}

async function isOfUse(scanner: ScannerPort): Promise<boolean> {
  try {
    await proveScanner(scanner, AbortSignal.timeout(soonMs));
    return true;
  } catch {
    // Whatever the reason: nobody is there whose word could be taken.
    return false;
  }
}
