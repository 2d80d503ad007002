import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { VerifyFile } from '@portal/core/uploads/verify-file';
import type { UploadSlots } from '../http/upload-slots.ts';
import { countersOf } from './counters-of.ts';

export type UploadMetrics = {
  /** The same slots; how many are held is counted. */
  watchSlots: (holdSlot: UploadSlots) => UploadSlots;
  /** Some more bytes of a body with a document, or a part of one, have come. */
  received: (count: number) => void;
  watchVerifying: (verifyFile: VerifyFile) => VerifyFile;
};

const verdicts = ['ready', 'refused', 'gone', 'failed'] as const;

export function createUploadMetrics(registry: Registry): UploadMetrics {
  const registers = [registry];
  const underWay = new Gauge({
    name: 'portal_uploads_under_way',
    help: 'Bodies with bytes of documents that are being read now.',
    registers,
  });
  const received = new Counter({
    name: 'portal_upload_received_bytes_total',
    help: 'Bytes of bodies with documents or parts of them, kept or not.',
    registers,
  });
  const verifiedBy = countersOf(registry, {
    name: 'portal_verified_files_total',
    help: 'Files that came in parts and were read as a whole, by what became of them.',
    label: 'outcome',
    values: verdicts,
  });
  return {
    watchSlots: (holdSlot) => (recordId, work) =>
      holdSlot(recordId, async () => {
        underWay.inc();
        try {
          return await work();
        } finally {
          underWay.dec();
        }
      }),
    received: (count) => received.inc(count),
    watchVerifying: (verifyFile) => async (input) => {
      try {
        const outcome = await verifyFile(input);
        verifiedBy[outcome]();
        return outcome;
      } catch (error) {
        verifiedBy.failed();
        throw error;
      }
    },
  };
}
