import type { UploadFailure, UploadResult } from '../upload.ts';

/**
 * What happens while a file is sent. `sent` counts bytes of the file, those that went out and those of them that the
 * portal keeps, whatever happens now; its first news says where sending begins.
 */
export type TransferNews =
  | { kind: 'preparing'; percent: number }
  | { kind: 'sent'; sentInBytes: number; keptInBytes: number }
  | { kind: 'finishing' }
  | { kind: 'following'; percent: number };

/** What may become of sending: it is there, it was given up, it may do better a little later, or it is refused. */
export type TransferOutcome =
  | { kind: 'answered'; answer: UploadResult }
  | { kind: 'given-up' }
  | {
      kind: 'interrupted';
      /** The portal said when to come again: it has too much to do. */
      waitAtLeastMs: number | undefined;
      /** Part of the file was kept before: the next attempt begins further on. */
      gotFurther: boolean;
    }
  | { kind: 'failed'; failure: UploadFailure };

export type TransferRun = {
  /** Aborted: the person stopped it. */
  signal: AbortSignal;
  onNews: (news: TransferNews) => void;
};

/** One file on its way. It remembers what a next attempt can build on. */
export type Transfer = {
  /** Never throws what the portal, the network or the file can cause. */
  run: (run: TransferRun) => Promise<TransferOutcome>;
  /** Nobody wants it any more: what arrived is removed, at once or when its day is over. */
  giveUp: () => Promise<void>;
};

export type BeginTransfer = (input: {
  file: File;
  isInParts: boolean;
  /** Keep these bytes although this record has them already. */
  keepBoth: boolean;
}) => Transfer;
