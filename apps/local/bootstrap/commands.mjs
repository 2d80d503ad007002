import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { readableFailure } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { node, root, tool, toolEnvironment } from './places.mjs';
import { exitCodeOf, runTool, runToItsOwnEnd, stopSignal } from './processes.mjs';
import { testSecurity } from './security.mjs';
import { runTests } from './tests.mjs';
import { ensureWebClient } from './web-client.mjs';

const runProgram = (file, args, nodeArguments = []) =>
  runToItsOwnEnd(node, [...nodeArguments, join(root, 'apps', 'local', 'src', file), ...args], {
    cwd: root,
    env: toolEnvironment(),
  });

/** What Node is told wherever the API runs. */
const apiNodeArguments = () => JSON.parse(readFileSync(join(root, 'apps', 'api', 'node-arguments.json'), 'utf8'));

const start = async (args) => {
  await ensureInstalled();
  await ensureWebClient();
  return runProgram('main.ts', args, apiNodeArguments());
};

const dev = async (args) => {
  await ensureInstalled();
  return runProgram('dev.ts', args);
};

const smoke = async (args) => {
  await ensureInstalled();
  return runProgram('smoke.ts', args);
};

const storage = (name) => async (args) => {
  await ensureInstalled();
  return runProgram('storage.ts', [name, ...args]);
};

/** Measures the claims of the README beside their references; `-- uploads` those of that name. */
const bench = async (args) => {
  await ensureInstalled();
  return runToItsOwnEnd(node, [join(root, 'packages', 'benchmarks', 'src', 'main.ts'), ...args], {
    cwd: root,
    env: toolEnvironment(),
  });
};

const checkAll = async () => {
  await ensureInstalled();
  return (await check()) ? 0 : 1;
};

const format = async () => {
  await ensureInstalled();
  return runTool(tool('oxfmt'), ['.'], { cwd: root, env: toolEnvironment() });
};

/** The last line that a test run prints is always this count, also where no test could be run. */
const test = (projects) => async (args) => {
  const counts = await countTests(projects, args);
  if (stopSignal() === undefined) {
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
  return counts.failed === 0 ? 0 : 1;
};

const countTests = async (projects, args) => {
  const nothingRun = { passed: 0, failed: 1, skipped: 0 };
  try {
    await ensureInstalled();
    if (!(await check())) return nothingRun;
    await ensureWebClient();
    return await runTests(projects, args);
  } catch (error) {
    if (stopSignal() === undefined) console.error(readableFailure(error));
    return nothingRun;
  }
};

/** The rows of SECURITY.md, each with the tests that show it. `--full` runs those that take time, too. */
const security = async (args) => {
  await ensureInstalled();
  await ensureWebClient();
  const { exitCode, passed, tests } = await testSecurity({ full: args.includes('--full') });
  const good = tests.filter(({ status }) => status === 'passed').length;
  if (stopSignal() === undefined) console.log(`${good} passed, ${tests.length - good} failed`);
  return passed && exitCode === 0 ? 0 : 1;
};

/** What serves until it is stopped has done its work when it is; what was asked for a result has none yet. */
const server = (run) => ({ run, exitCodeWhenStopped: (signal, exitCode) => (exitCode > 128 ? 0 : exitCode) });
const task = (run) => ({ run, exitCodeWhenStopped: (signal) => exitCodeOf(signal) });

export const commands = {
  start: server(start),
  dev: server(dev),
  test: task(test(['unit', 'integration', 'e2e', 'timed'])),
  'test:full': task(test(['unit', 'integration', 'e2e', 'timed', 'full'])),
  'test:security': task(security),
  check: task(checkAll),
  format: task(format),
  smoke: task(smoke),
  bench: task(bench),
  'storage:verify': task(storage('verify')),
  'storage:move': task(storage('move')),
};
