import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { migrate } from '@portal/adapters/postgres/migrate';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { findFreePort } from '@portal/testing/ports';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import { findProgram } from '@portal/testing/services-programs';

export type RunningServer = { url: string; pid: number; folder: string; stop: () => Promise<void> };
export type RunningDatabase = EmbeddedPostgres;
export type RunningPortal = ApiProcess & {
  folder: string;
  database: { applicationUrl: string };
  stop: () => Promise<void>;
};

export const runFile = promisify(execFile);
const patienceMs = 20_000;
export const pathOfReference = (name: string): string =>
  fileURLToPath(new URL(`../references/${name}`, import.meta.url));

/** A Postgres that writes durably, migrated. */
export async function startDatabase(): Promise<RunningDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const database = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') });
  await migrate({ ownerUrl: database.ownerUrl });
  const stop = async (): Promise<void> => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...database, stop };
}

export async function startRedis(): Promise<RedisServer> {
  return startRedisServer(findRedisServer());
}

/** The API as it runs in production, with limits that no patient reaches. */
export async function startPortal(
  database: Pick<RunningDatabase, 'applicationUrl'>,
  environment: Record<string, string> = {},
  program?: string,
): Promise<RunningPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const api = await startApiProcess({
    database,
    dataFolder: join(folder, 'data'),
    ...(program === undefined ? {} : { program }),
    environment: { MAX_UPLOAD_BYTES: String(1024 ** 3), RECORD_QUOTA_BYTES: String(1024 ** 4), ...environment },
  });
  const stop = async (): Promise<void> => {
    await api.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  return { ...api, folder, database, stop };
}

/** One of the programs in `references`, with a folder of its own and what else it is told. */
export async function startReference(name: string, ...told: string[]): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-bench-'));
  await mkdir(join(folder, 'files'));
  const port = await findFreePort();
  const child = spawn(process.execPath, [pathOfReference(name), join(folder, 'files'), String(port), ...told], {
    // Express prints every upload that a sender breaks off at the end of a round.
    stdio: 'ignore',
    env: { NODE_ENV: 'production' },
  });
  return running(child, port, folder, child.pid);
}

/** nginx as Debian builds it; the process that counts is its worker. */
export async function startNginx(): Promise<RunningServer> {
  const program = findProgram({
    names: ['nginx'],
    chosenPath: undefined,
    variable: 'PATH',
    debianPackage: 'nginx-light',
  });
  const folder = await mkdtemp(join(tmpdir(), 'reference-bench-'));
  await mkdir(join(folder, 'files'));
  const port = await findFreePort();
  const configuration = (await readFile(pathOfReference('nginx-static.conf'), 'utf8'))
    .replaceAll('FOLDER', folder)
    .replace('PORT', String(port))
    .replace('worker_processes', `${process.getuid?.() === 0 ? 'user root;\n' : ''}worker_processes`);
  await writeFile(join(folder, 'nginx.conf'), configuration);
  const child = spawn(program, ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await running(child, port, folder, child.pid);
  const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
  return { ...server, pid: Number(children.trim().split(' ')[0]) };
}

async function running(child: ChildProcess, port: number, folder: string, pid = 0): Promise<RunningServer> {
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilItListens(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, pid, folder, stop };
}

async function untilItListens(port: number): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      socket.destroy();
    }
  }
}
