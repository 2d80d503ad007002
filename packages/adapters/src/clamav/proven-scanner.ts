import { Readable } from 'node:stream';
import { PortalProblem } from '@portal/core/problem';
import type { ScannerPort, ScanVerdict } from '@portal/core/processing/scanner.port';
import { lockedZip, zipInZips } from './zip.ts';

// More than clamd looks into (its `MaxRecursion` is 17 where nobody changed it, and 100 at the most).
const zipsInEachOther = 120;
const letter = Buffer.from('A letter.');
const probes: readonly { bytes: Buffer; expected: ScanVerdict['verdict']; setting: string }[] = [
  { bytes: zipInZips(letter, zipsInEachOther), expected: 'unscannable', setting: 'AlertExceedsMax' },
  { bytes: lockedZip(letter), expected: 'locked', setting: 'AlertEncrypted' },
];

/**
 * Has the scanner look at what it cannot look into: one that calls that clean, as clamd does where two settings were left
 * as they come, would call anything clean that is packed well enough. Rejects as `service_unavailable` where it does, or
 * does not answer.
 */
export async function proveScanner(scanner: Pick<ScannerPort, 'scan'>, signal: AbortSignal): Promise<void> {
  for (const { bytes, expected, setting } of probes) {
    const { verdict } = await scanner.scan(Readable.from([bytes]), { signal });
    if (verdict === expected) continue;
    throw new PortalProblem('service_unavailable', 'Documents cannot be checked for viruses right now.', {
      retryAfterSeconds: 30,
      cause: new Error(`clamd called ${verdict} what it cannot look into: its ${setting} has to be yes.`),
    });
  }
}

/**
 * Takes the scanner's word only once it was proven, and again after each time that it gave none: another one may stand in
 * its place, set up in another way. Until then `scan` rejects, and nothing was said about the bytes.
 */
export function createProvenScanner(scanner: ScannerPort): ScannerPort {
  let proof: Promise<void> | undefined;
  const prove = (signal: AbortSignal): Promise<void> => {
    proof ??= proveScanner(scanner, signal);
    return proof;
  };
  return {
    describe: () => scanner.describe(),
    scan: async (bytes, input) => {
      // They may break off meanwhile, and an error that nobody hears ends the process.
      bytes.on('error', () => undefined);
      try {
        await prove(input.signal);
        return await scanner.scan(bytes, input);
      } catch (error) {
        proof = undefined;
        throw error;
      }
    },
  };
}
