// What every script of the root package.json calls. It runs on a fresh clone, before anything is installed, and on any
// Node from 20 on: so it imports nothing but Node itself and these files beside it, and is plain JavaScript.
import { readableFailure } from './failure.mjs';

const oldestNode = 20;
const [major] = process.versions.node.split('.');

if (Number(major) < oldestNode) {
  console.error(`The portal needs Node ${oldestNode} or later to start; this is Node ${process.versions.node}.`);
  process.exit(1);
}

// Imported only now: an older Node may not even be able to read these files.
const { commands } = await import('./commands.mjs');
const { stopSignal } = await import('./processes.mjs');
const [name, ...args] = process.argv.slice(2);
const command = commands[name];

if (command === undefined) {
  console.error(`Unknown command ${name ?? ''}; there are: ${Object.keys(commands).join(', ')}.`);
  process.exit(1);
}

try {
  const exitCode = await command.run(args);
  process.exitCode = stopSignal() === undefined ? exitCode : command.exitCodeWhenStopped(stopSignal(), exitCode);
} catch (error) {
  if (stopSignal() === undefined) console.error(readableFailure(error));
  process.exitCode = stopSignal() === undefined ? 1 : command.exitCodeWhenStopped(stopSignal(), 0);
}
