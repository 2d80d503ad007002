import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CommandFailure } from './failure.mjs';
import { fingerprint, modules, node, readStamp, root, workspaceFolders, writeStamp } from './places.mjs';
import { runTool, stopSignal } from './processes.mjs';

const pnpm = 'pnpm@12.21.0';
const stamp = 'installed';

/** Installs what the lockfile names, if that has changed since it was last done; otherwise asks nothing of the network. */
export const ensureInstalled = async () => {
  const wanted = wantedInstallation();
  if (existsSync(node) && readStamp(stamp) === wanted) return;
  accessSync(root, constants.W_OK);
  console.log('Installing what the portal is made of …');
  const startedAt = Date.now();
  const exitCode = await runTool('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    env: installEnvironment(),
  });
  if (stopSignal() !== undefined) throw new CommandFailure('Stopped.');
  if (exitCode !== 0) throw new CommandFailure('The installation failed: pnpm says why above.');
  writeStamp(stamp, wanted);
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
};

const wantedInstallation = () =>
  fingerprint(
    [
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'package.json',
      ...workspaceFolders().map((f) => join(f, 'package.json')),
    ],
    process.platform,
    process.arch,
  );

/**
 * npm puts our own modules first on the PATH, the Node among them that is about to be replaced: the installation runs on
 * the machine's. pnpm asks before it makes the modules anew, unless it thinks that nobody is there to answer.
 */
const installEnvironment = () => {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  return { ...process.env, CI: 'true', PATH: [dirname(process.execPath), ...path].join(delimiter) };
};
