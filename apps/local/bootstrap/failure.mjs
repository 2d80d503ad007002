/** An end that needs no stack: its message is the one line that whoever started the command reads. */
export class CommandFailure extends Error {}

const fileSystemReasons = {
  EROFS: 'the disk is read-only',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOSPC: 'the disk is full',
};

/** One line for what is a matter of the machine, the whole stack for what is a mistake in here. */
export const readableFailure = (error) => {
  if (error instanceof CommandFailure) return error.message;
  const reason = fileSystemReasons[error?.code];
  return reason === undefined ? error : `${error.path ?? 'A file'} can't be written: ${reason}.`;
};
