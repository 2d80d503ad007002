import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@portal/adapters/disk/system-error';
import { StartupFailure } from './startup-failure.ts';

const names = ['CODE_PEPPER', 'URL_SIGNING_KEY'] as const;

export type LocalSecrets = Record<(typeof names)[number], string>;

/** The secrets of a portal on one machine: made at its first start, kept in the data folder, for its owner alone. */
export const keepLocalSecrets = async (dataFolder: string): Promise<LocalSecrets> => {
  const file = join(dataFolder, 'secrets.json');
  const kept = await readSecrets(file);
  const missing = names.filter((name) => kept[name] === undefined);
  const made = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('base64url')]));
  const secrets = { ...kept, ...made } as LocalSecrets;
  if (missing.length > 0) {
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }
  return secrets;
};

const readSecrets = async (file: string): Promise<Partial<LocalSecrets>> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<LocalSecrets>;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return {};
    if (error instanceof SyntaxError) {
      throw new StartupFailure(`${file} can't be read: restore it, or remove it to sign everybody out and go on.`);
    }
    throw error;
  }
};
