import { FolderInUseError } from '@portal/adapters/disk/folder-lock';
import { EmbeddedPostgresError } from '@portal/adapters/postgres/embedded-postgres-error';
import { PortError } from '@portal/api/internal-port';

/** An end that is a matter of the machine or its settings: the message is the one line that is shown. */
export class StartupFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupFailure';
  }
}

const foreseen = [StartupFailure, PortError, FolderInUseError, EmbeddedPostgresError];

const reasons: Record<string, string> = {
  EROFS: 'the disk is read-only',
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file has its name',
};

/** What whoever started the portal reads: one line where the reason is known, the whole error where it is a fault. */
export const readableFailure = (error: unknown, dataFolder: string): string => {
  if (error instanceof Error && foreseen.some((kind) => error instanceof kind)) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  if (reason !== undefined)
    return `The portal can't keep its data in ${dataFolder}: ${reason}. DATA_DIR names another folder.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
