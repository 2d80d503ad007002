import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** The signal that was asked to stop this command, if any. */
let received;
/** Ends whatever runs at the moment. */
const stops = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    received ??= signal;
    for (const stop of stops) stop(signal);
  });
}

export const stopSignal = () => received;

export const exitCodeOf = (signal) => 128 + constants.signals[signal];

/**
 * Runs a program that has its own way of stopping: signals are handed on, and its end is awaited however long it takes.
 * The channel beside it tells the program when this process is gone, whatever ended it.
 */
export const runToItsOwnEnd = (command, args, options = {}) =>
  run(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], ...options }, (child, signal) =>
    child.kill(signal),
  );

/**
 * Runs a tool, which may have children of its own: it gets a process group, and a signal ends the whole group at once.
 */
export const runTool = (command, args, options = {}) =>
  run(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options, detached: true }, killGroup);

/** The same with what it says as the answer: `{ exitCode, output }`. */
export const runQuietly = async (command, args, options = {}) => {
  const said = [];
  const exitCode = await run(
    command,
    args,
    { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: true },
    killGroup,
    (child) => {
      child.stdout.on('data', (chunk) => said.push(chunk));
      child.stderr.on('data', (chunk) => said.push(chunk));
    },
  );
  return { exitCode, output: Buffer.concat(said).toString('utf8') };
};

const run = (command, args, options, stop, attach = () => undefined) => {
  if (received !== undefined) return Promise.resolve(exitCodeOf(received));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const stopChild = (signal) => stop(child, signal);
    stops.add(stopChild);
    attach(child);
    child.on('error', (error) => {
      stops.delete(stopChild);
      reject(error);
    });
    child.on('close', (exitCode, signal) => {
      stops.delete(stopChild);
      resolve(exitCode ?? exitCodeOf(signal));
    });
  });
};

const killGroup = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // The group may have ended by itself in this very moment.
    if (error.code !== 'ESRCH') throw error;
  }
};
