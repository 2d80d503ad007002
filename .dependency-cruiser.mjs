// The one arrow: who may import whom. The test of each rule is that it stays silent; `docs/architecture.md` draws it.

const floors = [
  { name: 'ports alone', folders: ['jobs', 'messages', 'activity', 'signals'] },
  { name: 'what tells of things', folders: ['notices'] },
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

/** A rule for what runs for patients: tests may look anywhere, and so may the files that `except` names. */
const forbid = ({ name, comment, from, except = [], to }) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: [...tests, ...except] },
  to,
});

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
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that leads nowhere is a mistake. Of `aws-lambda` there are types alone.',
      from: { path: '^(apps|packages)/' },
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    forbid({
      name: 'contract-imports-zod-only',
      comment: 'The contract is read by browser and server alike.',
      from: '^packages/contract/src/',
      to: { pathNot: ['^packages/contract/src/', 'node_modules/zod/'] },
    }),
    forbid({
      name: 'core-imports-problem-codes-only',
      comment:
        'What is decided knows no technology: no database, no HTTP, no files. A few pure libraries help it to decide.',
      from: '^packages/core/src/',
      to: {
        pathNot: [
          '^packages/core/src/',
          '^packages/contract/src/problem\\.ts$',
          '^(node:)?(crypto|stream)',
          'node_modules/(uuid|libphonenumber-js|bowser)/',
        ],
      },
    }),
    forbid({
      name: 'adapters-know-core',
      comment: 'An adapter serves a port; it does not know who uses it, nor what is said to a browser.',
      from: '^packages/adapters/src/',
      to: { path: ['^apps/', '^packages/testing/', '^packages/contract/'] },
    }),
    forbid({
      name: 'adapters-are-chosen-in-one-place',
      comment: 'compose*.ts alone know both ends; the launcher of the local portal starts its own database.',
      from: '^apps/',
      except: ['/compose[a-z.-]*\\.ts$', '/migrate[a-z.-]*\\.ts$', '^apps/local/'],
      to: { path: '^packages/adapters/' },
    }),
    forbid({
      name: 'web-knows-the-contract-only',
      comment: 'Whatever the browser gets is public.',
      from: '^apps/web/src/',
      to: { path: ['^packages/(?!contract/)', '^apps/(?!web/)'] },
    }),
    forbid({
      name: 'apps-do-not-import-the-local-launcher',
      comment: 'It starts the others, and is started by nobody but its commands.',
      from: '^(apps/(?!local/)|packages/)',
      to: { path: '^apps/local/' },
    }),
    forbid({
      name: 'apps-do-not-import-the-worker',
      comment: 'It does what others ask the database for; the launcher alone runs it within its own process.',
      from: '^(apps/(?!local/|worker/)|packages/)',
      to: { path: '^apps/worker/' },
    }),
    forbid({
      name: 'the-worker-reads-the-same-environment',
      comment:
        'Settings, stores and what operators ask are made in one place for API and worker; nothing of patients’ HTTP comes along.',
      from: '^apps/worker/',
      to: {
        path: '^apps/api/',
        pathNot:
          '^apps/api/src/(config-[a-z]+|compose-(files|messages|scanner|signals)|describe-error|internal-port|server|metrics/[a-z-]+)\\.ts$',
      },
    }),
    forbid({
      name: 'tests-are-not-imported',
      comment: 'What runs for patients holds nothing that only tests and measurements need.',
      from: '^(apps|packages)/',
      except: ['^packages/benchmarks/'],
      to: { path: tests },
    }),
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
