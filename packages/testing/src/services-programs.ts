import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export type ProgramSearch = {
  /** What is looked for on the PATH, in this order. */
  names: string[];
  /** A path that is taken before anything else; its variable's name. */
  chosenPath: string | undefined;
  variable: string;
  debianPackage: string;
};

/**
 * Finds a program that tests need: where its variable says, else on the PATH, else by installing its Debian package.
 * Throws with one line that says what is missing: tests never pass by being skipped.
 */
export const findProgram = ({ names, chosenPath, variable, debianPackage }: ProgramSearch): string => {
  if (chosenPath !== undefined && chosenPath !== '') return chosenPath;
  const found = findOnPath(names);
  if (found !== undefined) return found;
  if (canInstallPackages()) installPackage(debianPackage);
  const installed = findOnPath(names);
  if (installed !== undefined) return installed;
  throw new Error(`${names[0]} is missing: install it (Debian: apt-get install ${debianPackage}) or set ${variable}.`);
};

const findOnPath = (names: string[]): string | undefined => {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const canInstallPackages = (): boolean => process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined;

const installPackage = (debianPackage: string): void => {
  process.stdout.write(`Installing ${debianPackage} with apt-get\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args: string[]) => spawnSync('apt-get', ['-q', '-y', ...args], { env: environment, encoding: 'utf8' });
  run(['update']);
  const { status, stderr } = run(['install', '--no-install-recommends', debianPackage]);
  if (status !== 0) process.stderr.write(stderr);
};
