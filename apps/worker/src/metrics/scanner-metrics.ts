import { countersOf } from '@portal/api/metrics/counters-of';
import { isProblem } from '@portal/core/problem';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import { Gauge, type Registry } from 'prom-client';

export type ScannerMetrics = {
  /** The same, its verdicts counted; the age of what it knows viruses by is asked whenever somebody looks. */
  watchScanner: (scanner: ScannerPort) => ScannerPort;
};

export function createScannerMetrics(registry: Registry, { now }: { now: () => Date }): ScannerMetrics {
  const count = countersOf(registry, {
    name: 'portal_scans_total',
    help: 'What the virus scanner said to this worker; no_answer: nothing, so that the document waits.',
    label: 'verdict',
    values: ['clean', 'infected', 'unscannable', 'locked', 'no_answer'],
  });
  let watched: ScannerPort | undefined;
  new Gauge({
    name: 'portal_scanner_database_age_seconds',
    help: 'Age of what the scanner knows viruses by; not there where it does not say.',
    registers: [registry],
    async collect() {
      // A scanner that says nothing is told by `portal_dependency_up`.
      const said = await watched?.describe().catch(() => undefined);
      if (said?.signaturesFrom) this.set((now().getTime() - said.signaturesFrom.getTime()) / 1000);
      else this.remove();
    },
  });
  return {
    watchScanner: (scanner) => {
      watched = scanner;
      return { ...scanner, scan: (bytes, input) => counted(scanner.scan(bytes, input)) };
    },
  };

  async function counted(scanning: ReturnType<ScannerPort['scan']>): ReturnType<ScannerPort['scan']> {
    try {
      const said = await scanning;
      count[said.verdict]();
      return said;
    } catch (error) {
      if (isProblem(error, 'service_unavailable')) count.no_answer();
      throw error;
    }
  }
}
