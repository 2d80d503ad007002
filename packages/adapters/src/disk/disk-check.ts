import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';

/** `check` rejects with the system's error where `folder` is gone or cannot be written to; `freeBytes` does where it is gone. */
export function createDiskCheck({ folder }: { folder: string }): {
  check: () => Promise<void>;
  freeBytes: () => Promise<number>;
} {
  return {
    check: () => access(folder, constants.R_OK | constants.W_OK | constants.X_OK),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}
