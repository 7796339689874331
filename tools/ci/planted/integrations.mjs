// Bugs in contracts, main halves and stand-ins, and what another project notices of them.

/** @type {readonly import('../planted-bugs.mjs').PlantedBug[]} */
export const integrationBugs = [
  {
    id: 'contract-repeatable-write',
    file: 'libs/integrations/github/contract/src/issues.ts',
    find: '  createIssue: write({',
    replace: '  createIssue: idempotent({',
    caughtBy: {
      ...{ project: 'contract-github', target: 'test', file: 'libs/integrations/github/contract/src/index.test.ts' },
      test: 'says of each operation what repeating or undoing it means',
    },
    why: 'A lost answer opens the same issue again.',
  },
  {
    id: 'contract-other-shape',
    file: 'libs/integrations/filesystem/contract/src/content.ts',
    find: "z.enum(['utf8', 'base64'])",
    replace: "z.enum(['utf8', 'bytes'])",
    caughtBy: { project: 'integration-filesystem', target: 'typecheck', test: '\'"base64"\' is not assignable' },
    why: 'Contract and service no longer speak of the same thing.',
  },
  {
    id: 'contract-other-words',
    file: 'libs/integrations/github/contract/src/issues.ts',
    find: "summary: 'Shows one issue with its text.'",
    replace: "summary: 'Shows one issue.'",
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/docs/pages.test.mjs' },
      test: 'is what the contract says; if not, run: node tools/docs/write-pages.mjs',
    },
    why: 'The page of the integration says what was true last year.',
  },
  {
    id: 'main-half-no-pause',
    file: 'libs/integrations/github/main/src/explain.ts',
    find: 'retryAfterMs: Math.max(resetMs, 1000)',
    replace: 'retryAfterMs: resetMs',
    caughtBy: {
      ...{ project: 'integration-github', target: 'test', file: 'libs/integrations/github/main/src/explain.test.ts' },
      test: 'whose reset has passed by our clock still waits a second',
    },
    why: 'A limit that has just been reached is run into again at once.',
  },
  {
    id: 'main-half-backslash',
    file: 'libs/integrations/filesystem/main/src/path-rules.ts',
    find: "path.split(/[/\\\\]/).includes('..')",
    replace: "path.split('/').includes('..')",
    caughtBy: {
      ...{ project: 'integration-filesystem', target: 'test', file: 'libs/integrations/filesystem/main/src/path-rules.test.ts' },
      test: 'never leads outside: %s',
    },
    why: 'On Windows a path leads out of the connected folder.',
  },
  {
    id: 'main-half-too-new',
    file: 'libs/integrations/filesystem/main/src/verify.ts',
    find: '  return client.within(',
    replace: "  process.getBuiltinModule('node:path');\n  return client.within(",
    caughtBy: {
      ...{ project: 'desktop-e2e', target: 'e2e', file: 'e2e/desktop/src/smoke.spec.ts' },
      test: 'the first screen offers one thing to do, and does it: a folder is connected and searched',
    },
    why: 'It works in every unit test, and not in an Electron whose Node lacks it.',
  },
  {
    id: 'main-half-lost-entry',
    file: 'libs/integrations/filesystem/main/package.json',
    find: '      "default": "./src/index.ts"',
    replace: '      "default": "./src/main.ts"',
    caughtBy: { project: 'desktop', target: 'build', test: 'integration-filesystem' },
    why: 'The application cannot be built, though every test of the integration passes.',
  },
  {
    id: 'stand-in-endless-list',
    file: 'libs/integrations/github/main/src/testing/stand-in/paging.ts',
    find: '...(page < last ?',
    replace: '...(page <= last ?',
    caughtBy: {
      ...{ project: 'integration-github', target: 'test', file: 'libs/integrations/github/main/src/testing/stand-in.test.ts' },
      test: 'hands out pages and links to the others',
    },
    why: 'What is proved against the stand-in is proved against a system that does not exist.',
  },
];
