import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { cephConfig } from './ceph-config.ts';
import type { S3Server } from './s3-server.ts';
import { findFreePort } from './ports.ts';
import { findProgram } from './services-programs.ts';
import { withParent } from './with-parent.ts';

const run = promisify(execFile);
const patienceMs = 60_000;
const keys = { accessKeyId: 'test', secretAccessKey: 'testtest' };

type Cluster = { folder: string; config: string; programs: Record<Program, string>; children: ChildProcess[] };
type Program = 'radosgw' | 'ceph-mon' | 'ceph-osd' | 'ceph' | 'ceph-authtool' | 'monmaptool' | 'radosgw-admin';

/**
 * Starts Ceph's radosgw, which holds to S3's own rules (signatures, expiry, versions, conditions), over one monitor and one
 * store in memory. Everything that it makes lies in `folder`; nothing outlives `stop`, or the process that started it.
 */
export const startRadosgw = async (folder: string): Promise<S3Server & { stop: () => Promise<void> }> => {
  for (const part of ['mon', 'osd', 'rgw', 'run', 'log']) await mkdir(join(folder, part), { recursive: true });
  const [port, monitorPort, oldMonitorPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const id = randomUUID();
  const config = join(folder, 'ceph.conf');
  await writeFile(config, cephConfig({ folder, id, port, monitorPort, oldMonitorPort }));
  const cluster: Cluster = { folder, config, programs: findPrograms(), children: [] };
  const stop = async (): Promise<void> => {
    await Promise.all(cluster.children.map(end));
  };
  try {
    await startMonitor(cluster, { id, monitorPort, oldMonitorPort });
    await startStore(cluster);
    await serve(cluster, ['radosgw', '-n', 'client.rgw']);
    await until('radosgw', () => isListening(port));
    const names = ['--uid=test', '--display-name=test'];
    await call(cluster, 'radosgw-admin', 'user', 'create', ...names, '--access-key=test', '--secret-key=testtest');
    const server = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', ...keys };
    await makePools(server);
    return { ...server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** It makes what it keeps data in when the first object and the first upload in parts come, which takes seconds. */
const makePools = async ({ endpoint, region, ...credentials }: S3Server): Promise<void> => {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const place = { Bucket: 'first', Key: 'first' };
  await client.send(new CreateBucketCommand({ Bucket: place.Bucket }));
  await client.send(new PutObjectCommand({ ...place, Body: 'first' }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: 'first' }));
  await client.send(new AbortMultipartUploadCommand({ ...place, UploadId }));
  client.destroy();
};

const packages: Record<Program, string> = {
  radosgw: 'radosgw',
  'ceph-mon': 'ceph-mon',
  'ceph-osd': 'ceph-osd',
  ceph: 'ceph-common',
  'ceph-authtool': 'ceph-common',
  monmaptool: 'ceph-common',
  'radosgw-admin': 'radosgw',
};

const findPrograms = (): Record<Program, string> => {
  const find = (name: Program): string =>
    findProgram({ names: [name], chosenPath: undefined, variable: 'PATH', debianPackage: packages[name] });
  return {
    radosgw: find('radosgw'),
    'ceph-mon': find('ceph-mon'),
    'ceph-osd': find('ceph-osd'),
    ceph: find('ceph'),
    'ceph-authtool': find('ceph-authtool'),
    monmaptool: find('monmaptool'),
    'radosgw-admin': find('radosgw-admin'),
  };
};

const call = async ({ config, programs }: Cluster, program: Program, ...args: string[]): Promise<string> => {
  const { stdout } = await run(programs[program], ['-c', config, ...args], { timeout: patienceMs });
  return stdout.trim();
};

/** Runs a server in the foreground, so that it ends with this process. */
const serve = async ({ folder, config, programs, children }: Cluster, [program, ...args]: [Program, ...string[]]) => {
  const log = await open(join(folder, 'log', `${program}.out`), 'w');
  const [command, ...rest] = withParent([programs[program], '-f', '-c', config, ...args]);
  children.push(spawn(command, rest, { stdio: ['ignore', log.fd, log.fd] }));
  await log.close();
};

const startMonitor = async (
  cluster: Cluster,
  { id, monitorPort, oldMonitorPort }: { id: string; monitorPort: number; oldMonitorPort: number },
): Promise<void> => {
  const at = (name: string): string => join(cluster.folder, name);
  const everything = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *'];
  const keyring = (name: string, user: string, caps: string[]) =>
    run(cluster.programs['ceph-authtool'], ['--create-keyring', at(name), '--gen-key', '-n', user, ...caps]);
  await keyring('mon.keyring', 'mon.', ['--cap', 'mon', 'allow *']);
  await keyring('admin.keyring', 'client.admin', everything);
  await keyring('rgw.keyring', 'client.rgw', ['--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx']);
  for (const name of ['admin.keyring', 'rgw.keyring']) {
    await run(cluster.programs['ceph-authtool'], [at('mon.keyring'), '--import-keyring', at(name)]);
  }
  const address = `[v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${oldMonitorPort}]`;
  await run(cluster.programs.monmaptool, ['--create', '--addv', 'a', address, '--fsid', id, at('monmap')]);
  const made = ['--mkfs', '-i', 'a', '--monmap', at('monmap'), '--keyring', at('mon.keyring')];
  await call(cluster, 'ceph-mon', ...made);
  await serve(cluster, ['ceph-mon', '-i', 'a']);
};

const startStore = async (cluster: Cluster): Promise<void> => {
  const id = randomUUID();
  const { stdout } = await run(cluster.programs['ceph-authtool'], ['--gen-print-key']);
  const key = stdout.trim();
  const secrets = join(cluster.folder, 'secrets.json');
  await writeFile(secrets, JSON.stringify({ cephx_secret: key }));
  await call(cluster, 'ceph', 'osd', 'new', id, '-i', secrets);
  const keyring = join(cluster.folder, 'osd/keyring');
  await run(cluster.programs['ceph-authtool'], ['--create-keyring', keyring, '--name', 'osd.0', '--add-key', key]);
  await call(cluster, 'ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', id);
  await serve(cluster, ['ceph-osd', '-i', '0']);
  await until('ceph-osd', async () => (await call(cluster, 'ceph', 'osd', 'stat')).includes('1 up'));
};

const isListening = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`${what} does not start.`);
    await pause(100);
  }
};

/** They take long over an orderly end, and what they hold is worth nothing. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};
