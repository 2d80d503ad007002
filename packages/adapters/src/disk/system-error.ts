/** Whether an error comes from the operating system with this code, such as `ENOENT`. */
export const isSystemError = (error: unknown, code: string): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && error.code === code;
