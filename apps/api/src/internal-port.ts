import type { RequestListener } from 'node:http';
import type { Config } from './config.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

/** A port that cannot be had: the message is the line that whoever starts the portal reads. */
export class PortError extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'PortError';
  }
}

/** Undefined where nobody is to watch. Throws PortError. */
export async function openInternalPort(
  internal: Config['internal'],
  listener: RequestListener,
): Promise<RunningServer | undefined> {
  if (!internal) return undefined;
  return orPortError('INTERNAL_PORT', internal.port, startServer(listener, { ...internal, isHttps: false }));
}

/** `variable`: where the port was chosen. Throws PortError, or what it does not know. */
export async function orPortError<Result>(variable: string, port: number, started: Promise<Result>): Promise<Result> {
  try {
    return await started;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new PortError(`${variable} ${port} ${reason}`, { cause: error });
  }
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another.',
  EACCES: 'may not be used by this user.',
  EADDRNOTAVAIL: 'cannot be had: INTERNAL_HOST is no address of this machine.',
};

function reasonOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
}
