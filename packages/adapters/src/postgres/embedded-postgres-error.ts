export type EmbeddedPostgresErrorCode =
  | 'data_folder_in_use'
  | 'data_folder_of_other_version'
  | 'cannot_run_as_root'
  | 'unsupported_platform'
  | 'start_failed';

/** Why the embedded Postgres does not run; the message is one sentence for whoever started it. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** The one line of what Postgres said that names the reason, without its time and process. */
export const reasonOf = (error: unknown): string => {
  const lines = error instanceof Error ? error.message.trim().split('\n') : [];
  const reason = lines.findLast((line) => /(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? 'no reason given';
  return reason.replace(/^.*?(FATAL|PANIC|error):\s*/, '');
};
