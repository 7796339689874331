// Bugs in what everything stands on.

/** @type {readonly import('../planted-bugs.mjs').PlantedBug[]} */
export const libraryBugs = [
  {
    id: 'core-server-clock',
    file: 'libs/core/src/retry-after.ts',
    find: 'moment - (parseHttpDate(date, now) ?? now)',
    replace: 'moment - now',
    caughtBy: {
      ...{ project: 'core', target: 'test', file: 'libs/core/src/retry-after.test.ts' },
      test: 'reads back any number of seconds, and any date from any server’s now',
    },
    why: 'A computer whose clock is wrong waits for hours, or not at all.',
  },
  {
    id: 'core-retry-price',
    file: 'libs/core/src/retry-budget.ts',
    find: 'this.#tokens -= 1;',
    replace: 'this.#tokens -= this.#perSuccess;',
    caughtBy: {
      ...{ project: 'core', target: 'test', file: 'libs/core/src/retry-budget.test.ts' },
      test: 'allows ten retries in a row without options, and then one every ten seconds',
    },
    why: 'A system that is down gets ten times the retries.',
  },
  {
    id: 'core-half-secret',
    file: 'libs/core/src/redact.ts',
    find: '  while (/[\\w+/=.~%-]/.test(text.charAt(end - 1))) end -= 1;\n',
    replace: '',
    caughtBy: {
      ...{ project: 'core', target: 'test', file: 'libs/core/src/redact.test.ts' },
      test: 'looks at 2,000 characters, and drops the word that this cuts',
    },
    why: 'The half of a token that a cut leaves is not recognised, and is logged.',
  },
  {
    id: 'kit-cloud-keys',
    file: 'libs/integration-kit/src/main/http/host-kind.ts',
    find: "'0.0.0.0/8', '169.254.0.0/16', ",
    replace: "'0.0.0.0/8', ",
    caughtBy: {
      ...{ project: 'integration-kit', target: 'test', file: 'libs/integration-kit/src/main/http/check-addresses.test.ts' },
      test: 'refuses %s for everybody',
    },
    why: 'A redirect reaches the service that hands a cloud machine its keys.',
  },
  {
    id: 'kit-link-anchor',
    file: 'libs/integration-kit/src/main/http/link-header.ts',
    find: "parameters.has('anchor') ? [] : (parameters",
    replace: '(parameters',
    caughtBy: {
      ...{ project: 'integration-kit', target: 'test', file: 'libs/integration-kit/src/main/http/link-header.test.ts' },
      test: 'leaves out links without relation and links about another page, and takes the first of two',
    },
    why: 'A list goes on with the next page of another one.',
  },
  {
    id: 'kit-no-cost',
    file: 'libs/integration-kit/src/contract/check-operation.ts',
    find: 'operation.cost < 1)',
    replace: 'operation.cost < 0)',
    caughtBy: {
      ...{ project: 'integration-kit', target: 'test', file: 'libs/integration-kit/src/contract/check-operation.test.ts' },
      test: 'does not cost %s requests',
    },
    why: 'An operation that costs nothing passes by the budget of its connection.',
  },
  {
    id: 'engine-ticket-twice',
    file: 'libs/engine/src/tickets.ts',
    find: '    if (token !== undefined) this.#open.delete(token);\n',
    replace: '',
    caughtBy: {
      ...{ project: 'engine', target: 'test', file: 'libs/engine/src/previews.test.ts' },
      test: 'needs a ticket that says what will happen, and takes it once',
    },
    why: 'One confirmation deletes twice.',
  },
  {
    id: 'engine-secrets-travel',
    file: 'libs/engine/src/kept-secrets.ts',
    find: "cacheKey('', config) === cacheKey('', saved.config)",
    replace: 'contract.id === saved.integration',
    caughtBy: {
      ...{ project: 'engine', target: 'test', file: 'libs/engine/src/secret-keeper.test.ts' },
      test: 'are needed once more where the settings change, for they are for the system that they were given for',
    },
    why: 'A changed address gets the token that was given for another one.',
  },
  {
    id: 'engine-unlimited-vendor',
    file: 'libs/engine/src/types/policy.ts',
    find: 'local.has(kind) ? null : policyLimits',
    replace: '!local.has(kind) ? null : policyLimits',
    caughtBy: {
      ...{ project: 'engine', target: 'test', file: 'libs/engine/src/types/policy.test.ts' },
      test: 'is the contract’s word, else that of its kind',
    },
    why: 'A remote system is asked without limit, a folder once a second.',
  },
  {
    id: 'ipc-child-frame',
    file: 'libs/ipc-contract/src/main/sender-rule.ts',
    find: 'frame.parent === null && frame.origin === rule.origin',
    replace: 'frame.origin === rule.origin',
    caughtBy: { project: 'ipc-contract', target: 'test', file: 'libs/ipc-contract/src/main/sender-rule.test.ts', test: 'refuses %s' },
    why: 'A frame inside the page is served like the page.',
  },
  {
    id: 'ipc-node-in-window',
    file: 'libs/ipc-contract/src/renderer/assembly.ts',
    find: 'new Uint8Array(piece.size)',
    replace: 'Buffer.alloc(piece.size)',
    caughtBy: { project: 'ipc-contract', target: 'typecheck-isomorphic', test: "Cannot find name 'Buffer'" },
    why: 'Bytes arrive in tests, which run in Node, and never in a window.',
  },
  {
    id: 'ipc-silent-preload',
    file: 'libs/ipc-contract/src/preload/index.ts',
    find: '        listener(message);',
    replace: '        listener(_event);',
    caughtBy: {
      ...{ project: 'ipc-contract', target: 'test', file: 'libs/ipc-contract/src/preload/preload.test.ts' },
      test: 'row 26: passes messages on without the event, until the listener is taken off',
    },
    why: 'The page gets hold of Electron’s own event, and of no answer.',
  },
];
