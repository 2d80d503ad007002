import type { Upload as UploadInParts } from '@portal/contract/uploads';

/** A piece of a file, from `startInBytes` up to and without `endInBytes`. Parts are counted from 1. */
export type Part = { number: number; startInBytes: number; endInBytes: number };

export type PartPlan = ReturnType<typeof createPartPlan>;

type Known = Pick<UploadInParts, 'sizeInBytes' | 'partSizeInBytes' | 'partCount' | 'partsReceived'>;

/**
 * Which parts of a file are still to be sent, and how many of its bytes are on the other side. What of a part went out
 * counts until the part fails: then it is to be sent from its beginning.
 */
export function createPartPlan({ sizeInBytes, partSizeInBytes, partCount, partsReceived }: Known) {
  const received = new Set(partsReceived);
  const parts = Array.from({ length: partCount }, (_, index) => partAt(index));
  const waiting = parts.filter(({ number }) => !received.has(number));
  const sentOfPart = new Map<number, number>();
  let receivedInBytes = parts.filter(({ number }) => received.has(number)).reduce((sum, part) => sum + sizeOf(part), 0);

  function partAt(index: number): Part {
    const startInBytes = index * partSizeInBytes;
    return { number: index + 1, startInBytes, endInBytes: Math.min(startInBytes + partSizeInBytes, sizeInBytes) };
  }

  return {
    partSizeInBytes,
    /** The next part to send; nobody else is given it. */
    take: (): Part | undefined => waiting.shift(),
    /** Those that will be taken next. */
    upcoming: (count: number): readonly Part[] => waiting.slice(0, count),
    /** So many bytes of a part went out. */
    sent: (part: Part, inBytes: number): void => {
      sentOfPart.set(part.number, Math.min(inBytes, sizeOf(part)));
    },
    /** A part is kept on the other side. */
    received: (part: Part): void => {
      sentOfPart.delete(part.number);
      receivedInBytes += sizeOf(part);
    },
    /** What is on the other side for good. */
    keptInBytes: (): number => receivedInBytes,
    sentInBytes: (): number => [...sentOfPart.values()].reduce((sum, inBytes) => sum + inBytes, receivedInBytes),
  };
}

function sizeOf({ startInBytes, endInBytes }: Part): number {
  return endInBytes - startInBytes;
}
