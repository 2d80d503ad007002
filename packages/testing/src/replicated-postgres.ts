import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import type { EmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { findPostgresBinaries } from '@portal/adapters/postgres/embedded-postgres-binaries';
import { runToEnd, startServer } from '@portal/adapters/postgres/embedded-postgres-process';
import { choosePostgresRunner } from '@portal/adapters/postgres/embedded-postgres-user';
import type { PostgresRunner } from '@portal/adapters/postgres/embedded-postgres-user';
import { migrate } from '@portal/adapters/postgres/migrate';
import { askDatabase } from './ask-database.ts';
import { findFreePort } from './ports.ts';

export type ReplicatedPostgres = {
  primary: { applicationUrl: string; ownerUrl: string; administratorUrl: string };
  replica: {
    /** The portal's database as the application reads it there. */
    applicationUrl: string;
    /** What was replicated stays as it is until `resume`, whatever the primary does meanwhile. */
    pause: () => Promise<void>;
    resume: () => Promise<void>;
    /** Waits until it shows everything that is committed on the primary now. */
    catchUp: () => Promise<void>;
    /** Makes it a primary of its own, on another timeline, which takes no more from the first one. */
    promote: () => Promise<void>;
    stop: () => Promise<void>;
    /** After `stop`, on the same port. */
    start: () => Promise<void>;
  };
  stop: () => Promise<void>;
};

/**
 * Two real servers on 127.0.0.1: a migrated primary, and a replica that it streams to, which shows each commit no
 * sooner than `delayMs` after it was made. Neither survives a crash of the machine.
 */
export async function startReplicatedPostgres({ delayMs }: { delayMs: number }): Promise<ReplicatedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-replicated-'));
  const primaryFolder = join(folder, 'primary');
  const first = await startPrimary(primaryFolder);
  await migrate({ ownerUrl: first.ownerUrl });
  for (const setting of primarySettings) await tell(first.administratorUrl, `alter system set ${setting}`);
  await first.stop();
  // A folder may be copied while nothing runs on it only.
  const standby = await copyCluster(primaryFolder, join(folder, 'replica'));
  const primary = await startPrimary(primaryFolder);
  await followPrimary(standby, primary.administratorUrl, delayMs);
  const replica = await startReplica(standby, primary);
  return {
    primary,
    replica,
    stop: async () => {
      await replica.stop();
      await primary.stop();
      await rm(folder, { recursive: true, force: true });
      if (standby.runner.runAs) await rm(standby.runner.clusterParent, { recursive: true, force: true });
    },
  };
}

/** A replica that was away finds what it missed; nothing else here has to outlive a crash. */
const primarySettings = [`wal_keep_size = '256MB'`, `fsync = 'off'`];

/** With the log that a replica reads, which a server of the usual tests does not write. */
const startPrimary = (dataFolder: string): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataFolder, durable: true });

const catchUpTimeoutMs = 30_000;

type Standby = { runner: PostgresRunner; clusterFolder: string };

async function copyCluster(primaryFolder: string, replicaFolder: string): Promise<Standby> {
  await mkdir(replicaFolder);
  const binaries = findPostgresBinaries();
  const { clusterParent } = await choosePostgresRunner(primaryFolder, binaries);
  const runner = await choosePostgresRunner(replicaFolder, binaries);
  const clusterFolder = join(runner.clusterParent, 'cluster');
  // By the user who runs it: Postgres starts on nothing that belongs to another one.
  await runToEnd(runner, 'cp', ['-a', join(clusterParent, 'cluster'), clusterFolder]);
  await runToEnd(runner, 'touch', [join(clusterFolder, 'standby.signal')]);
  return { runner, clusterFolder };
}

async function followPrimary({ clusterFolder }: Standby, administratorUrl: string, delayMs: number): Promise<void> {
  const { hostname, port, username, password } = new URL(administratorUrl);
  const connection = `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}`;
  const settings = [
    `primary_conninfo = '${connection}'`,
    `recovery_min_apply_delay = '${delayMs}ms'`,
    // A statement that reads waits for nothing, and is cut off by no commit that comes meanwhile.
    `max_standby_streaming_delay = '-1'`,
    `wal_retrieve_retry_interval = '100ms'`,
  ];
  await appendFile(join(clusterFolder, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
}

async function startReplica({ runner, clusterFolder }: Standby, primary: EmbeddedPostgres) {
  const port = await findFreePort();
  const start = () => startServer(runner, { clusterFolder, port, durable: true });
  let server: Awaited<ReturnType<typeof start>> | undefined = await start();
  const administratorUrl = onPort(primary.administratorUrl, port);
  return {
    applicationUrl: onPort(primary.applicationUrl, port),
    pause: () => tell(administratorUrl, 'select pg_wal_replay_pause()'),
    resume: () => tell(administratorUrl, 'select pg_wal_replay_resume()'),
    promote: () => tell(administratorUrl, 'select pg_promote(true, 30)'),
    catchUp: () => catchUp(primary.administratorUrl, administratorUrl),
    stop: async () => {
      await server?.stop();
      server = undefined;
    },
    start: async () => {
      server ??= await start();
    },
  };
}

async function catchUp(primaryUrl: string, replicaUrl: string): Promise<void> {
  const [written] = await askDatabase({ ownerUrl: primaryUrl }, 'select pg_current_wal_flush_lsn() as lsn');
  const isThere = 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as there';
  const deadline = Date.now() + catchUpTimeoutMs;
  for (;;) {
    const [replayed] = await askDatabase({ ownerUrl: replicaUrl }, isThere, [written?.['lsn']]);
    if (replayed?.['there'] === true) return;
    if (Date.now() > deadline) throw new Error('The replica does not catch up.');
    await delay(20);
  }
}

const tell = async (administratorUrl: string, statement: string): Promise<void> => {
  await askDatabase({ ownerUrl: administratorUrl }, statement);
};

function onPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
