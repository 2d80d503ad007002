import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { findFreePort } from './ports.ts';
import { findProgram } from './services-programs.ts';

export type RedisServer = {
  url: string;
  /** Changes a setting while it runs: `maxmemory`, for a server that takes nothing more. */
  configure: (name: string, value: string) => Promise<void>;
  /** Empties it. */
  flush: () => Promise<void>;
  /** Pauses it (`SIGSTOP`) and lets it go on (`SIGCONT`). */
  signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** Takes it away without a word; what it held is gone. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

/** The program, from the PATH, or as root on Debian installed. Throws with one line where it is not to be had. */
export const findRedisServer = (): string =>
  findProgram({ names: ['redis-server'], chosenPath: undefined, variable: 'REDIS_URL', debianPackage: 'redis-server' });

const settings = (port: number): string[] =>
  Object.entries({ bind: '127.0.0.1', port: String(port), save: '', appendonly: 'no', databases: '1024' }).flatMap(
    ([name, value]) => [`--${name}`, value],
  );

/**
 * Starts a redis-server on a free port of 127.0.0.1, or on the one that is named, that writes nothing to disk. Throws
 * with what it said.
 */
export const startRedisServer = async (program: string, onPort?: number): Promise<RedisServer> => {
  const port = onPort ?? (await findFreePort());
  const [command, ...args] = [
    // Where the tests' own process is killed, their server ends with it.
    ...(spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0 ? ['setpriv', '--pdeathsig', 'TERM'] : []),
    program,
    ...settings(port),
  ] as [string, ...string[]];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let said = '';
  const ready = new Promise<boolean>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve(true);
    });
  });
  const isReady = await Promise.race([ready, exited.then(() => false)]);
  if (!isReady) throw new Error(`redis-server does not start:\n${said}`);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    child.kill(name);
  };
  const url = `redis://127.0.0.1:${port}`;
  const configure = async (name: string, value: string): Promise<void> => {
    const redis = new Redis(url);
    await redis.config('SET', name, value);
    redis.disconnect();
  };
  const flush = async (): Promise<void> => {
    const redis = new Redis(url);
    await redis.flushall();
    redis.disconnect();
  };
  return { url, configure, flush, signal, kill, stop };
};
