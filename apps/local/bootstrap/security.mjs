import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow, root } from './places.mjs';
import { rowsOf, securityRows } from './security-rows.mjs';
import { runNamedTests } from './tests.mjs';

const namesOfRows = String.raw`\brow \d+:`;

/** Runs every test that shows a row, prints the rows with what came of them; true where all of them hold. */
export const testSecurity = async ({ full }) => {
  const projects = ['unit', 'integration', 'e2e', 'timed', ...(full ? ['full'] : [])];
  const { exitCode, tests } = await runNamedTests(projects, namesOfRows, filesWithRows());
  const rows = countRows(tests);
  for (const line of tableOf(rows)) console.log(line);
  const unknown = [...new Set(tests.flatMap(({ name }) => rowsOf(name)))].filter((row) => !(row in securityRows));
  if (unknown.length > 0) console.log(`Tests name rows that are not listed: ${unknown.join(', ')}`);
  const holds = rows.every(({ passed, failed }) => failed === 0 && passed > 0);
  return { exitCode, passed: holds && unknown.length === 0, tests };
};

/** The test files that name a row themselves or in a suite that they run: the others need not even be read. */
const filesWithRows = () => {
  const sources = ['packages', 'apps']
    .flatMap((folder) => filesBelow(folder, ['node_modules', 'dist']))
    .filter((file) => /\.(test|spec|suite)\.tsx?$/.test(file))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));
  const naming = sources.filter(({ source }) => rowsOf(source).length > 0);
  const suites = naming.map(({ file }) => basename(file)).filter((name) => name.endsWith('.suite.ts'));
  return sources
    .filter(({ file }) => !file.endsWith('.suite.ts'))
    .filter(({ source }) => rowsOf(source).length > 0 || suites.some((suite) => source.includes(`/${suite}`)))
    .map(({ file }) => file);
};

const countRows = (tests) =>
  Object.entries(securityRows).map(([number, sentence]) => {
    const row = Number(number);
    const ofRow = tests.filter(({ name }) => rowsOf(name).includes(row));
    const passed = ofRow.filter(({ status }) => status === 'passed').length;
    return { row, sentence, passed, failed: ofRow.length - passed };
  });

const resultOf = ({ passed, failed }) => {
  if (failed > 0) return 'FAILED';
  return passed > 0 ? 'pass' : 'NO TEST';
};

const tableOf = (rows) => [
  '',
  ' row  result   tests  what must hold',
  ...rows.map((row) => {
    const tests = String(row.passed + row.failed).padStart(5);
    return `${String(row.row).padStart(4)}  ${resultOf(row).padEnd(7)}  ${tests}  ${row.sentence}`;
  }),
  '',
];
