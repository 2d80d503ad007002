import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool, toolEnvironment, workspaceFolders } from './places.mjs';
import { runQuietly, stopSignal } from './processes.mjs';

const sideBySide = 2;

const steps = () => [
  { name: 'lint (oxlint)', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'format (oxfmt)', command: 'oxfmt', args: ['--check', '.'] },
  ...workspaceFolders()
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
    .map((folder) => ({ name: `types (${folder})`, command: 'tsc', args: ['-p', folder] })),
  { name: 'types (root)', command: 'tsc', args: ['-p', '.'] },
  {
    name: 'imports (dependency-cruiser)',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', 'packages', 'apps'],
  },
  { name: 'unused (knip)', command: 'knip', args: [] },
];

/** Runs every check, two at a time, and shows what those that fail have to say. True where all hold. */
export const check = async () => {
  const waiting = steps();
  let failures = 0;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      if (stopSignal() !== undefined) return;
      if (!(await runStep(step))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return failures === 0;
};

const runStep = async ({ name, command, args }) => {
  const startedAt = Date.now();
  const { exitCode, output } = await runQuietly(tool(command), args, { cwd: root, env: toolEnvironment() });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (stopSignal() === undefined) console.log(`${exitCode === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
  if (exitCode !== 0 && stopSignal() === undefined) console.log(output.trimEnd());
  return exitCode === 0;
};
