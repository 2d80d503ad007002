import type { ReportFault } from '../documents/documents-work.ts';
import type { UnverifiedFile, UnverifiedFilesPort } from './unverified-files.port.ts';
import { verifyingClaimMs } from './upload-policy.ts';
import type { VerifyFile } from './verify-file.ts';

/** Answers how many files were looked at. */
export type VerifyDueFiles = (input: { signal: AbortSignal }) => Promise<number>;

export type VerifyDueFilesDependencies = {
  unverifiedFiles: UnverifiedFilesPort;
  verifyFile: VerifyFile;
  now: () => Date;
  reportFault: ReportFault;
  /** How many files are read at the same time. */
  filesAtOnce: number;
};

/**
 * Verifies all files that are due, a few at a time. What fails is reported, and is due again when its claim is over;
 * the others go on. Any number of processes may do it at once.
 */
export function createVerifyDueFiles(dependencies: VerifyDueFilesDependencies): VerifyDueFiles {
  const { unverifiedFiles, verifyFile, now, reportFault, filesAtOnce } = dependencies;

  const claimOne = async (): Promise<UnverifiedFile | undefined> => {
    const until = new Date(now().getTime() + verifyingClaimMs);
    return (await unverifiedFiles.claim(now(), until, 1))[0];
  };
  const verifyOneAfterAnother = async (signal: AbortSignal): Promise<number> => {
    let verified = 0;
    for (let file = await claimOne(); file !== undefined; file = signal.aborted ? undefined : await claimOne()) {
      verified += 1;
      try {
        await verifyFile({ file, signal });
      } catch (error) {
        if (!signal.aborted) reportFault(`verifying document ${file.documentId}`, error);
      }
    }
    return verified;
  };

  return async ({ signal }) => {
    const counts = await Promise.all(Array.from({ length: filesAtOnce }, () => verifyOneAfterAnother(signal)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
}
