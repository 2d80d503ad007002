// The one arrow: who may import whom. The test of each rule is that it stays silent; `docs/architecture.md` draws it.

const floors = [
  { name: 'ports alone', folders: ['jobs', 'messages', 'activity'] },
  { name: 'what a portal has', folders: ['documents', 'identity'] },
  { name: 'what builds on it', folders: ['uploads', 'storage', 'processing', 'sharing', 'account'] },
];

/** A capability uses lower floors, never another capability of its own floor, and never a higher one. */
const floorRules = floors.flatMap(({ folders }, floor) =>
  folders.map((folder) => ({
    name: `core-${folder}-looks-down-only`,
    severity: 'error',
    comment: 'A capability of core uses the ports and use cases of a lower floor, never of its own or a higher one.',
    from: { path: `^packages/core/src/${folder}/` },
    to: {
      path: floors
        .slice(floor)
        .flatMap((upper) => upper.folders)
        .filter((other) => other !== folder)
        .map((other) => `^packages/core/src/${other}/`),
    },
  })),
);

const tests = ['\\.test\\.tsx?$', '\\.suite\\.ts$', '^packages/testing/', '^apps/api/src/tests/', '/e2e/'];

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or lack a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'contract-imports-zod-only',
      severity: 'error',
      comment: 'The contract is read by browser and server alike.',
      from: { path: '^packages/contract/src/', pathNot: tests },
      to: { pathNot: ['^packages/contract/src/', 'node_modules/zod/'] },
    },
    {
      name: 'core-imports-problem-codes-only',
      severity: 'error',
      comment:
        'What is decided knows no technology: no database, no HTTP, no files. A few pure libraries help it to decide.',
      from: { path: '^packages/core/src/', pathNot: tests },
      to: {
        pathNot: [
          '^packages/core/src/',
          '^packages/contract/src/problem\\.ts$',
          '^(node:)?(crypto|stream)',
          'node_modules/(uuid|libphonenumber-js|bowser)/',
        ],
      },
    },
    {
      name: 'adapters-know-core',
      severity: 'error',
      comment: 'An adapter serves a port; it does not know who uses it, nor what is said to a browser.',
      from: { path: '^packages/adapters/src/', pathNot: tests },
      to: { path: ['^apps/', '^packages/testing/', '^packages/contract/'] },
    },
    {
      name: 'adapters-are-chosen-in-one-place',
      severity: 'error',
      comment: 'compose*.ts alone know both ends; the launcher of the local portal starts its own database.',
      from: {
        path: '^apps/',
        pathNot: [...tests, '/compose[a-z.-]*\\.ts$', '/migrate[a-z.-]*\\.ts$', '^apps/local/'],
      },
      to: { path: '^packages/adapters/' },
    },
    {
      name: 'web-knows-the-contract-only',
      severity: 'error',
      comment: 'Whatever the browser gets is public.',
      from: { path: '^apps/web/src/', pathNot: tests },
      to: { path: ['^packages/(?!contract/)', '^apps/(?!web/)'] },
    },
    {
      name: 'apps-do-not-import-the-local-launcher',
      severity: 'error',
      from: { path: '^(apps/(?!local/)|packages/)', pathNot: tests },
      to: { path: '^apps/local/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      comment: 'What runs for patients holds nothing that only tests and measurements need.',
      from: { path: '^(apps|packages)/', pathNot: [...tests, '^packages/benchmarks/'] },
      to: { path: ['^packages/testing/', '\\.test\\.tsx?$'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { couldNotResolve: true },
    },
    ...floorRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/coverage/', '\\.css$', '\\?url$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
