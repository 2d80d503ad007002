import { storageFull, storeUnavailable } from '@portal/core/documents/document-problems';
import { isSystemError } from './system-error.ts';

const full = ['ENOSPC', 'EDQUOT'];
const unavailable = ['EMFILE', 'ENFILE', 'EIO', 'EROFS', 'ESTALE', 'EAGAIN', 'ENOMEM'];

/** What the file system says, as the portal says it; anything else is left as it is. */
export function asStoreProblem(error: unknown): unknown {
  if (full.some((code) => isSystemError(error, code))) return storageFull(error);
  if (unavailable.some((code) => isSystemError(error, code))) return storeUnavailable(error);
  return error;
}

/** Runs what asks the file system, and lets its errors leave as problems of the portal. */
export async function askDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asStoreProblem(error);
  }
}
