import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Below these versions each has a published hole that the portal would stand open with. */
const floors: Readonly<Record<string, readonly [number, number, number]>> = {
  multer: [2, 5, 0],
  'body-parser': [2, 3, 0],
  'pdfjs-dist': [6, 2, 108],
  axios: [1, 17, 0],
};

const lockfile = readFileSync(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8');

function lockedVersionsOf(name: string): number[][] {
  const packages = lockfile.slice(lockfile.indexOf('\npackages:\n'), lockfile.indexOf('\nsnapshots:\n'));
  return [...packages.matchAll(/^ {2}'?(.+)@(\d+)\.(\d+)\.(\d+)[^:']*'?:$/gmu)]
    .filter(([, locked]) => locked === name)
    .map(([, , ...version]) => version.map(Number));
}

function isAtLeast(version: readonly number[], floor: readonly number[]): boolean {
  const place = floor.findIndex((number, index) => version[index] !== number);
  return place === -1 || (version[place] ?? 0) > (floor[place] ?? 0);
}

it.each(Object.entries(floors))('row 39: every %s that is installed is at its safe floor or above', (name, floor) => {
  const versions = lockedVersionsOf(name);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});

it('row 39: a version below the floor is told apart', () => {
  expect([isAtLeast([2, 4, 9], [2, 5, 0]), isAtLeast([2, 5, 0], [2, 5, 0]), isAtLeast([3, 0, 0], [2, 5, 0])]).toEqual([
    false,
    true,
    true,
  ]);
});
