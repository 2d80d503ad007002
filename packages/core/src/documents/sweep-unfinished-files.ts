import type { DocumentFilesPort } from './document-files.port.ts';
import { uploadDeadlineMs } from './document-policy.ts';
import type { ReportFault } from './documents-work.ts';
import type { UnfinishedFile, UnfinishedFilesPort } from './unfinished-files.port.ts';

const batchSize = 100;
const retryAfterMs = 10 * 60 * 1000;

/** Answers how many files went. */
export type SweepUnfinishedFiles = () => Promise<{ files: number; leftovers: number }>;

export type SweepUnfinishedFilesDependencies = {
  unfinishedFiles: UnfinishedFilesPort;
  files: DocumentFilesPort;
  now: () => Date;
  reportFault: ReportFault;
};

/**
 * Removes what aborted and crashed uploads and half-done deletions left behind. A file that can't be removed is
 * reported and stays noted for a later sweep; the others go. Any number of sweepers may run at once.
 */
export function createSweepUnfinishedFiles(dependencies: SweepUnfinishedFilesDependencies): SweepUnfinishedFiles {
  const { unfinishedFiles, files, now, reportFault } = dependencies;

  const removeOne = async ({ storageKey }: UnfinishedFile): Promise<number> => {
    try {
      await files.remove(storageKey);
      await unfinishedFiles.strike(storageKey);
      return 1;
    } catch (error) {
      reportFault('sweeping an unfinished file', error);
      return 0;
    }
  };

  return async () => {
    const startedAt = now();
    const retryAt = new Date(startedAt.getTime() + retryAfterMs);
    let removed = 0;
    let claimed: readonly UnfinishedFile[];
    do {
      claimed = await unfinishedFiles.claimOverdue(startedAt, retryAt, batchSize);
      for (const file of claimed) removed += await removeOne(file);
    } while (claimed.length === batchSize);
    const leftovers = await files.removeLeftovers(new Date(startedAt.getTime() - uploadDeadlineMs));
    return { files: removed, leftovers };
  };
}
