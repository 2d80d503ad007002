import { spawnSync } from 'node:child_process';

/** A command that ends where the process that started it is killed (Linux). */
export const withParent = (command: [string, ...string[]]): [string, ...string[]] =>
  spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
    ? ['setpriv', '--pdeathsig', 'TERM', ...command]
    : command;
