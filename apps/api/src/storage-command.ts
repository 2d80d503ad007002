import { runStorageMove, runStorageVerify } from './compose-storage-commands.ts';
import { readConfig } from './config.ts';

const commands = { verify: runStorageVerify, move: runStorageMove };

/** Runs one of the operator's commands on the bytes of documents; answers the exit code. Ctrl-C stops it in order. */
export async function runStorageCommand(
  name: keyof typeof commands,
  { environment, args }: { environment: Readonly<Record<string, string | undefined>>; args: readonly string[] },
): Promise<number> {
  const reading = readConfig(environment);
  if (!reading.ok) {
    for (const fault of reading.faults) process.stderr.write(`${fault}\n`);
    return 1;
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    return await commands[name]({ config: reading.config, args, out: process.stdout, signal: stopping.signal });
  } catch (error) {
    if (!isUnknownOption(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

function isUnknownOption(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
