import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type PostgresRunner } from './embedded-postgres-user.ts';

export type RunningPostgres = {
  /** Ends when the server has ended, whoever stopped it. */
  ended: Promise<void>;
  /** Fast shutdown: running statements are cut, everything committed stays. Waits for the end. */
  stop: () => Promise<void>;
};

export type ServerOptions = { clusterFolder: string; port: number; durable: boolean };

const keptLines = 40;

/** A standby takes statements that read, and says so. */
const readyLine = /database system is ready to accept (read-only )?connections/;

/** Runs a program of Postgres to its end; a failure carries everything it said. */
export const runToEnd = async (runner: PostgresRunner, program: string, args: string[]): Promise<void> => {
  const child = spawnAs(runner, program, args);
  const said = collectLines(child);
  const [exitCode] = await ended(child);
  if (exitCode !== 0) throw new Error(said.join('\n'));
};

/**
 * Starts the server and waits until it takes connections; throws with what it said where it ends before that.
 * It listens on 127.0.0.1 only: no Unix socket, whose path may be no longer than 107 bytes.
 */
export const startServer = async (runner: PostgresRunner, options: ServerOptions): Promise<RunningPostgres> => {
  const child = spawnAs(runner, runner.binaries.postgres, serverArguments(options));
  const said = collectLines(child);
  const end = ended(child);
  const ready = new Promise<boolean>((resolve) => {
    child.stderr?.on('data', () => {
      if (said.some((line) => readyLine.test(line))) resolve(true);
    });
  });
  const isReady = await Promise.race([ready, end.then(() => false)]);
  if (!isReady) throw new Error(said.join('\n'));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await end;
  };
  return { ended: end.then(() => undefined), stop };
};

const serverArguments = ({ clusterFolder, port, durable }: ServerOptions): string[] => {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // The words that a start waits for are matched in English.
    lc_messages: 'C',
    max_connections: '200',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          full_page_writes: 'off',
          synchronous_commit: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
        }),
  };
  return ['-D', clusterFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
};

/**
 * The child gets a process group of its own: Ctrl-C goes to the whole group of a terminal, and a database that ends
 * before the requests it serves would make them fail.
 */
const spawnAs = (runner: PostgresRunner, program: string, args: string[]): ChildProcess => {
  const [command, ...rest] = [...runner.prefix, program, ...args] as [string, ...string[]];
  return spawn(command, rest, {
    ...runner.runAs,
    cwd: runner.clusterParent,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
  });
};

const collectLines = (child: ChildProcess): string[] => {
  const lines: string[] = [];
  const collect = (chunk: Buffer): void => {
    lines.push(...chunk.toString('utf8').split('\n').filter(Boolean));
    lines.splice(0, lines.length - keptLines);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return lines;
};

const ended = async (child: ChildProcess): Promise<[number | null]> => (await once(child, 'close')) as [number | null];
