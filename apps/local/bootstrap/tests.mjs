import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modules, node, root, toolEnvironment } from './places.mjs';
import { runTool } from './processes.mjs';

const results = join(modules, '.portal', 'test-results.json');

/** Runs vitest's projects; the answer counts tests. `failed` is never 0 where vitest itself was not content. */
export const runTests = async (projects, args) => {
  const exitCode = await runVitest(projects, args);
  const counted = existsSync(results) ? countResults() : { passed: 0, failed: 0, skipped: 0 };
  return { ...counted, failed: exitCode === 0 ? counted.failed : Math.max(1, counted.failed) };
};

/** Runs the tests of these files whose full names match; answers each with its name and how it ended. */
export const runNamedTests = async (projects, pattern, testFiles) => {
  const exitCode = await runVitest(projects, ['-t', pattern, ...testFiles]);
  const files = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')).testResults : [];
  const tests = files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => new RegExp(pattern).test(fullName))
    .map(({ fullName, status }) => ({ name: fullName, status }));
  return { exitCode, tests };
};

const runVitest = (projects, args) => {
  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  return runTool(
    node,
    [
      join(modules, 'vitest', 'vitest.mjs'),
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...args,
    ],
    { cwd: root, env: toolEnvironment() },
  );
};

const countResults = () => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
};
