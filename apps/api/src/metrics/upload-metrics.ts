import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { UploadSlots } from '../http/upload-slots.ts';

export type UploadMetrics = {
  /** The same slots; how many are held is counted. */
  watchSlots: (holdSlot: UploadSlots) => UploadSlots;
  /** Some more bytes of a body with a document, or a part of one, have come. */
  received: (count: number) => void;
};

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
  };
}
