import { runStorageCommand } from './storage-command.ts';

/** Run by hand beside a running portal, with its environment. */
process.exitCode = await runStorageCommand('verify', { environment: process.env, args: process.argv.slice(2) });
