export type ErrorDescription = {
  type: string;
  code: string | undefined;
  message: string | undefined;
  stack: string;
  cause: ErrorDescription | undefined;
};

/**
 * What is logged of an error: where it happened and of which kind, never its other fields. The database's own words
 * are left out too: they repeat the values of the statement, and those may be a patient's.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) {
    return { type: typeof error, code: undefined, message: undefined, stack: '', cause: undefined };
  }
  const isFromDatabase = 'severity' in error && 'routine' in error;
  return {
    type: error.name,
    code: 'code' in error ? String(error.code) : undefined,
    message: isFromDatabase ? undefined : error.message,
    stack: framesOf(error),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

function framesOf({ stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.join('\n');
}
