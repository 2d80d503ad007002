import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStart } from '@portal/adapters/disk/process-start';
import { findFreePort } from '@portal/testing/ports';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PortalProcess, startPortalProcess } from './portal-process.test-support.ts';

// One folder for all: a database is made once, and each test finds what the one before left.
let folder: string;
let port: number;
let started: PortalProcess[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-portal-'));
});

beforeEach(async () => {
  started = [];
  port = await findFreePort();
});

afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGTERM');
    await ended;
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const begin = (environment: Record<string, string> = {}): PortalProcess => {
  const portal = startPortalProcess({ PORT: String(port), DATA_DIR: folder, ...environment });
  started.push(portal);
  return portal;
};

const ready = async (environment: Record<string, string> = {}): Promise<PortalProcess> => {
  const portal = begin(environment);
  expect(await portal.says('Portal ready'), portal.output()).toBe(true);
  return portal;
};

const databasePid = async (): Promise<number> =>
  Number((await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

describe('a portal on one machine', () => {
  test('says as its last line where it is', async () => {
    const portal = await ready();
    expect(portal.output().trimEnd().split('\n').at(-1)).toBe(`Portal ready: http://localhost:${port}`);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('stops cleanly on %s, database included', async (signal) => {
    const portal = await ready();
    const database = await databasePid();
    portal.child.kill(signal);
    expect((await portal.ended).exitCode).toBe(0);
    expect(processStart(database)).toBeUndefined();
    expect(existsSync(join(folder, 'portal.lock'))).toBe(false);
  });

  test('stops cleanly where the signal comes twice, from the terminal and from the process above', async () => {
    const portal = await ready();
    portal.child.kill('SIGINT');
    portal.child.kill('SIGINT');
    portal.child.kill('SIGTERM');
    expect(await portal.ended).toMatchObject({ exitCode: 0 });
  });

  test('stops cleanly in the middle of its start', async () => {
    const portal = begin();
    expect(await portal.says('Starting the database')).toBe(true);
    portal.child.kill('SIGTERM');
    expect(await portal.ended).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('Portal ready') });
    expect(existsSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  });

  test('is ready again after it was killed', async () => {
    const portal = await ready();
    const database = await databasePid();
    process.kill(database, 'SIGKILL');
    portal.child.kill('SIGKILL');
    await portal.ended;
    await ready();
  });

  test('stops where its database ends by itself', async () => {
    const portal = await ready();
    process.kill(await databasePid(), 'SIGKILL');
    expect(await portal.ended).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('The database ended by itself'),
    });
  });

  test('keeps its secrets for its owner alone, and the same ones', async () => {
    const file = join(folder, 'secrets.json');
    const first = await ready();
    const secrets = await readFile(file, 'utf8');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    first.child.kill('SIGTERM');
    await first.ended;
    await ready();
    expect(await readFile(file, 'utf8')).toBe(secrets);
  });
});

describe('what keeps a portal from starting is said in one line', () => {
  const fails = async (portal: PortalProcess, line: RegExp): Promise<void> => {
    const { exitCode, output } = await portal.ended;
    expect(exitCode).toBe(1);
    expect(output.trimEnd().split('\n').at(-1)).toMatch(line);
    expect(output).not.toMatch(/^\s+at /m);
  };

  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address));
  const loopbacks = ['127.0.0.1', '::1'].filter((address) => own.includes(address));

  test.each(loopbacks)('a port that is taken at %s', async (address) => {
    const other = createServer().listen(port, address);
    await once(other, 'listening');
    await fails(begin(), new RegExp(`^Port ${port} is taken`));
    other.close();
  });

  test('the port of those who watch it, taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const internal = (other.address() as AddressInfo).port;
    await fails(begin({ INTERNAL_PORT: String(internal) }), new RegExp(`^INTERNAL_PORT ${internal} is taken`));
    other.close();
  });

  test('a data folder that another portal uses', async () => {
    await ready();
    const other = begin({ PORT: String(await findFreePort()) });
    await fails(other, /^The data folder .* is in use by another portal \(process \d+\)\.$/);
  });

  test('a data folder that can’t be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await fails(begin({ DATA_DIR: join(file, 'data') }), /^The portal can't keep its data in .*file\/data: /);
  });

  test('one of the two databases’ addresses without the other', async () => {
    const half = begin({ DATABASE_URL: 'postgres://portal_app@127.0.0.1:1/portal' });
    await fails(half, /^DATABASE_URL and DATABASE_MIGRATION_URL belong together/);
  });

  test('the mode for patients’ data of others, which this release has no mail for', async () => {
    await fails(
      begin({ PORTAL_MODE: 'production', CLAMD_URL: 'tcp://127.0.0.1:3310' }),
      /^MAIL is mailbox, which everybody can read/,
    );
  });

  test('a setting that means nothing', async () => {
    await fails(begin({ PORT: 'three thousand' }), /^PORT is not a whole number/);
  });

  test('a database that does not answer', async () => {
    const url = 'postgres://portal_owner@127.0.0.1:1/portal';
    await fails(begin({ DATABASE_URL: url, DATABASE_MIGRATION_URL: url }), /can't be migrated: .*ECONNREFUSED/);
  });
});
