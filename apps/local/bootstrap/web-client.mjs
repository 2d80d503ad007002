import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from './failure.mjs';
import { filesBelow, fingerprint, node, readStamp, root, toolEnvironment, writeStamp } from './places.mjs';
import { runQuietly, stopSignal } from './processes.mjs';

const stamp = 'web-client';
const web = join('apps', 'web');

/** Builds the web client, if what it is made of has changed since it was last built to its end. */
export const ensureWebClient = async () => {
  const wanted = fingerprint([
    ...filesBelow(web, ['node_modules', 'dist', 'e2e']),
    ...filesBelow(join('packages', 'contract'), ['node_modules']),
    'pnpm-lock.yaml',
    'tsconfig.base.json',
  ]);
  if (existsSync(join(root, web, 'dist', 'index.html')) && readStamp(stamp) === wanted) return;
  console.log('Building the web client …');
  const startedAt = Date.now();
  const vite = join(root, web, 'node_modules', 'vite', 'bin', 'vite.js');
  const { exitCode, output } = await runQuietly(node, [vite, 'build'], {
    cwd: join(root, web),
    env: { ...toolEnvironment(), NO_COLOR: '1' },
  });
  if (stopSignal() !== undefined) throw new CommandFailure('Stopped.');
  if (exitCode !== 0) throw new CommandFailure(`${output}\nThe web client could not be built: vite says why above.`);
  writeStamp(stamp, wanted);
  console.log(`Built in ${Math.round((Date.now() - startedAt) / 1000)} s`);
};
