// Bugs in tools, settings and made documents.

const lists = {
  project: 'tools',
  target: 'test',
  file: 'tools/registries/registries.test.mjs',
  test: 'are what the folders make them; else run: node tools/registries/write.mjs',
};

/** @type {readonly import('../planted-bugs.mjs').PlantedBug[]} */
export const workspaceBugs = [
  {
    id: 'tool-unsorted-list',
    file: 'tools/registries/registries.mjs',
    find: '(a < b ? -1 : 1)',
    replace: '(a < b ? 1 : -1)',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/registries/registries.test.mjs' },
      test: 'has it in each list, sorted by id, and keeps everything else',
    },
    why: 'Two teams edit the same line again.',
  },
  {
    id: 'tool-oldest-node',
    file: 'tools/setup/node-choice.mjs',
    find: 'minor >= OLDEST[1]',
    replace: 'minor > OLDEST[1]',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/setup/node-choice.test.mjs' },
      test: 'takes the machine’s Node where there is no pinned one and it is new enough',
    },
    why: 'A machine that is good enough is sent away.',
  },
  {
    id: 'tool-always-green',
    file: 'tools/run/check.mjs',
    find: 'process.exitCode = code;',
    replace: 'process.exitCode = 0;',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/run/check.test.mjs' },
      test: 'fails where the checker fails, and says so in its report',
    },
    why: 'No linter and no type checker ever stops anything again.',
  },
  {
    id: 'tool-plan-too-short',
    file: 'tools/ci/plan.mjs',
    find: "(type(source, 'app') && type(target, 'integration'))",
    replace: "(type(source, 'app') && type(target, 'contract'))",
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/ci.test.mjs' },
      test: 'runs for $change what it affects and nothing else',
    },
    why: 'A change of a contract is no longer held against the window.',
  },
  {
    id: 'tool-names-moved',
    file: 'e2e/desktop/src/security.spec.ts',
    find: "'13. stays where it is'",
    replace: "'13. stays'",
    caughtBy: { project: 'documents', target: 'names', test: '13. stays where it is' },
    why: 'The threat model names a proof that nobody finds.',
  },
  {
    id: 'settings-no-boundaries',
    file: 'eslint.config.mjs',
    find: "'wiz/runtime-boundaries': ['error'",
    replace: "'wiz/runtime-boundaries': ['off'",
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/eslint/boundaries.test.mjs' },
      test: '%s (%s) may not import %s',
    },
    why: 'Layers are a drawing.',
  },
  {
    id: 'settings-no-scopes',
    file: 'eslint.config.mjs',
    find: "onlyDependOnLibsWithTags: [scope, 'type:core', 'type:kit', 'type:testing']",
    replace: "onlyDependOnLibsWithTags: ['*']",
    caughtBy: { project: 'tools', target: 'test', file: 'tools/eslint/tags.test.mjs', test: 'tags keep apart %s' },
    why: 'One integration imports another, and neither team can change anything alone.',
  },
  {
    id: 'settings-not-strict',
    file: 'tsconfig.base.json',
    find: '"strict": true',
    replace: '"strict": false',
    caughtBy: { project: 'integration-kit', target: 'typecheck', test: "without specifying option 'strictNullChecks'" },
    why: 'Every promise of a type is worth less; that the other strict settings need this one is what tells.',
  },
  {
    id: 'settings-cloud',
    file: 'nx.json',
    find: '"neverConnectToCloud": true',
    replace: '"neverConnectToCloud": false',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/workspace.test.mjs' },
      test: 'phones nobody and marks no foreign project for one new package',
    },
    why: 'Builds tell somebody else about themselves.',
  },
  {
    id: 'settings-other-quotes',
    file: '.prettierrc.json',
    find: '"singleQuote": true',
    replace: '"singleQuote": false',
    caughtBy: lists,
    why: 'Files that are made no longer look like those that are there.',
  },
  {
    id: 'made-owners-edited',
    file: '.github/CODEOWNERS',
    find: '/libs/integrations/github/ @wiz/github',
    replace: '/libs/integrations/github/ @wiz/everybody',
    caughtBy: lists,
    why: 'Changes of an integration are asked of the wrong team.',
  },
  {
    id: 'made-page-edited',
    file: 'docs/architecture/integrations/integration-filesystem.md',
    find: '### Success criteria',
    replace: '### Success',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/docs/pages.test.mjs' },
      test: 'is what the contract says; if not, run: node tools/docs/write-pages.mjs',
    },
    why: 'A page that is made was edited, and the next writing throws that away.',
  },
];
