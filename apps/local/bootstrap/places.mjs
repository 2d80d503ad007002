import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
export const modules = join(root, 'node_modules');
/** The Node that everything runs on: a development dependency, whatever Node the machine itself has. */
export const node = join(modules, 'node', 'bin', 'node');
export const tool = (name) => join(modules, '.bin', name);

/** The environment of everything that runs after the installation. */
export const toolEnvironment = () => ({
  ...process.env,
  PATH: [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
});

/** The folders of packages and apps. */
export const workspaceFolders = () =>
  ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(group, name))
      .filter((folder) => existsSync(join(root, folder, 'package.json'))),
  );

/** One hash over the names and contents of files, given relative to the root. */
export const fingerprint = (files, ...others) => {
  const hash = createHash('sha256');
  for (const other of others) hash.update(`${other}\0`);
  for (const file of files.toSorted()) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
};

/** Every file below a folder, relative to the root; folders named in `without` are left out. */
export const filesBelow = (folder, without = []) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.includes(entry.name) ? [] : filesBelow(path, without);
    return entry.isFile() ? [path] : [];
  });

const stampFile = (name) => join(modules, '.portal', name);

/** Stamps say for which fingerprint something was last done to its end; they go with the modules they speak of. */
export const readStamp = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : undefined);

export const writeStamp = (name, value) => {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
};
