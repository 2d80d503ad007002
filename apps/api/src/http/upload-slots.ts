import { uploadsBusy } from '@portal/core/documents/document-problems';

/** Holds a place for as long as `work` takes bytes. Throws `uploads_busy` where there is none, before it begins. */
export type UploadSlots = <Result>(recordId: string, work: () => Promise<Result>) => Promise<Result>;

const retryAfterSeconds = 2;

/**
 * How many bodies with bytes of documents this process reads at the same time, all in all and for one record: what one
 * of them needs of memory and of the store's connections is known, so that is a bound on all of them.
 */
export function createUploadSlots({
  atOnce,
  atOncePerRecord,
}: {
  atOnce: number;
  atOncePerRecord: number;
}): UploadSlots {
  const takenBy = new Map<string, number>();
  let taken = 0;
  const change = (recordId: string, by: 1 | -1): void => {
    taken += by;
    const left = (takenBy.get(recordId) ?? 0) + by;
    if (left === 0) takenBy.delete(recordId);
    else takenBy.set(recordId, left);
  };
  return async (recordId, work) => {
    if (taken >= atOnce || (takenBy.get(recordId) ?? 0) >= atOncePerRecord) throw uploadsBusy(retryAfterSeconds);
    change(recordId, 1);
    try {
      return await work();
    } finally {
      change(recordId, -1);
    }
  };
}
