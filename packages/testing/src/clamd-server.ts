import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from './ports.ts';
import { findProgram } from './services-programs.ts';

/** The harmless file that every scanner calls a virus; in halves, so that this one is not taken for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export type ClamdServer = {
  /** As `CLAMD_URL` takes it. */
  url: string;
  host: string;
  port: number;
  pid: number;
  signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

export type ClamdOptions = {
  /** Takes the place of another one that was killed. */
  port?: number;
  /** Settings beside or instead of ours: `MaxFiles`, `StreamMaxLength`. */
  settings?: Record<string, string>;
};

const program = () =>
  findProgram({
    names: ['clamd'],
    chosenPath: process.env['CLAMD_PATH'],
    variable: 'CLAMD_PATH',
    debianPackage: 'clamav-daemon',
  });

/**
 * A real clamd on a free port of 127.0.0.1, which knows one virus: EICAR, wherever it stands in a file. Throws with what it
 * said where it does not start.
 */
export async function startClamd({ port: onPort, settings = {} }: ClamdOptions = {}): Promise<ClamdServer> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-clamd-'));
  const port = onPort ?? (await findFreePort());
  const signature = Buffer.from(eicar, 'latin1').toString('hex');
  await writeFile(join(folder, 'eicar.ndb'), `Eicar-Signature:0:*:${signature}\n`);
  const configuration = {
    Foreground: 'yes',
    TCPSocket: String(port),
    TCPAddr: '127.0.0.1',
    DatabaseDirectory: folder,
    TemporaryDirectory: folder,
    AlertExceedsMax: 'yes',
    AlertEncrypted: 'yes',
    StreamMaxLength: '1100M',
    MaxScanSize: '1100M',
    MaxFileSize: '1100M',
    // Not to be a service of another user: the tests' own folder is the tests' own.
    ...(process.getuid?.() === 0 ? { User: 'root' } : {}),
    ...settings,
  };
  const lines = Object.entries(configuration).map(([name, value]) => `${name} ${value}`);
  const file = join(folder, 'clamd.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  const own: [string, ...string[]] = [program(), `--config-file=${file}`];
  const endsWithTests = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0;
  const [command, ...args] = endsWithTests ? (['setpriv', '--pdeathsig', 'TERM', ...own] as const) : own;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, 'exit');
  await Promise.race([
    untilListening(port),
    exited.then(() => {
      throw new Error(`clamd does not start:\n${said}`);
    }),
  ]);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill('SIGCONT');
    child.kill(signal);
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: `tcp://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    pid: child.pid ?? 0,
    signal: (signal) => void child.kill(signal),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await pause(50);
  }
}
