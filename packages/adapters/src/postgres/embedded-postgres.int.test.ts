import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

let folder: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  running = [];
  // Nobody but us may enter the folder above, as in root's home.
  folder = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(folder, 0o700);
});

afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  running.push(postgres);
  return postgres;
};

const stop = async (postgres: EmbeddedPostgres): Promise<void> => {
  running.splice(running.indexOf(postgres), 1);
  await postgres.stop();
};

const query = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

test('what was written is there after the next start', async () => {
  const first = await start();
  await query(first.ownerUrl, 'create table kept as select 1 as value');
  await stop(first);
  const second = await start();
  expect(await query(second.ownerUrl, 'select value from kept')).toEqual([{ value: 1 }]);
});

test('text is UTF-8 and sorts by code point, whatever the machine’s locale is', async () => {
  const { ownerUrl } = await start();
  const settings = `select pg_encoding_to_char(encoding) as encoding, datlocale as locale, datlocprovider as provider
    from pg_database where datname = 'portal'`;
  expect(await query(ownerUrl, settings)).toEqual([{ encoding: 'UTF8', locale: 'C.UTF-8', provider: 'b' }]);
});

test('the application’s role may log in and change nothing, and nobody gets in without a password', async () => {
  const { applicationUrl, port } = await start();
  await expect(query(applicationUrl, 'create table mine (id int)')).rejects.toThrow('permission denied');
  await expect(query(`postgres://portal_app@127.0.0.1:${port}/portal`, 'select 1')).rejects.toThrow(/password/);
  expect((await stat(join(folder, 'data', 'passwords.json'))).mode & 0o777).toBe(0o600);
});

test('data that a living portal uses is not touched', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({ code: 'data_folder_in_use' });
});

test('data of another major version is left alone, with one line that says so', async () => {
  const cluster = join(folder, 'data', 'cluster');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({
    code: 'data_folder_of_other_version',
    message: expect.stringMatching(/belongs to Postgres 17.*[^\n]$/),
  });
});

const startAndBeKilled = `
  const { startEmbeddedPostgres } = await import(process.argv[1]);
  await startEmbeddedPostgres({ dataFolder: process.argv[2] });
  process.kill(process.pid, 'SIGKILL');
`;

test('after its process was killed the next start takes the data over', async () => {
  const launcher = new URL('embedded-postgres.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', startAndBeKilled, launcher, join(folder, 'data')],
    {
      stdio: 'inherit',
    },
  );
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  const postgres = await start();
  expect(await query(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('after the whole server was killed the next start recovers what was committed', async () => {
  const first = await start();
  await query(first.ownerUrl, 'create table kept as select 1 as value');
  const [pid] = (await readFile(join(folder, 'data', 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await first.ended;
  await stop(first);
  const second = await start();
  expect(await query(second.ownerUrl, 'select value from kept')).toEqual([{ value: 1 }]);
});
