// The checklist of the integration template, item by item: which rules say that it was done.

/** @type {readonly { item: string, rules: readonly string[], note?: string }[]} */
export const checklist = [
  { item: 'External system documentation reviewed', rules: ['docs-supported-devices', 'docs-high-level-description'] },
  { item: 'Authentication credentials obtained and tested', rules: ['test-before-configure', 'docs-installation-instructions'] },
  { item: 'Rate limits and quotas understood', rules: ['parallel-updates', 'docs-supported-devices'] },
  { item: 'Security requirements defined', rules: ['secrets-branded', 'egress-limited', 'security-review'] },
  { item: 'Error scenarios identified', rules: ['action-exceptions', 'docs-troubleshooting'] },
  { item: 'Integration service implemented with INLINE-FIRST principles', rules: ['action-setup', 'common-modules'] },
  {
    item: 'IPC handlers created and tested',
    rules: ['action-setup'],
    note: 'Procedures are made from the contract; the bridge has tests of its own.',
  },
  { item: 'Configuration management implemented', rules: ['config-flow', 'reconfiguration-flow'] },
  { item: 'Basic error handling in place', rules: ['action-exceptions', 'cancel-not-swallowed'] },
  { item: 'Unit tests written and passing', rules: ['tests-pass', 'test-coverage'] },
  { item: 'Retry logic implemented', rules: ['one-retry-layer', 'retries-proven'] },
  { item: 'Circuit breaker pattern added (if needed)', rules: ['connections-apart'], note: 'The engine has one for each connection.' },
  { item: 'Rate limiting implemented', rules: ['parallel-updates', 'retry-after-obeyed', 'budget-shared'] },
  { item: 'Health monitoring added', rules: ['appropriate-polling', 'test-before-setup'] },
  { item: 'Integration tests written and passing', rules: ['tests-pass', 'docs-examples'] },
  { item: 'TanStack Query hooks implemented', rules: ['action-setup'], note: 'Hooks follow from the contract’s type.' },
  {
    item: 'UI components created with proper error handling',
    rules: ['config-flow', 'inputs-explained', 'exception-translations'],
    note: 'Forms and results are made from the contract.',
  },
  { item: 'Loading states and error feedback implemented', rules: ['says-when-done', 'repair-issues'] },
  {
    item: 'E2E tests written and passing',
    rules: ['tests-pass'],
    note: 'A smoke test connects every integration; `e2e/desktop/src/integrations/<id>` does its tasks.',
  },
  { item: 'Documentation updated', rules: ['docs-actions', 'docs-supported-functions', 'docs-known-limitations'] },
  { item: 'Monitoring and alerting configured', rules: ['test-before-setup', 'log-when-unavailable'] },
  {
    item: 'Performance benchmarks established',
    rules: ['success-stated', 'start-up-budget', 'async-dependency'],
    note: 'The way of a call is measured by `npm run bench:call` for all.',
  },
  { item: 'Security review completed', rules: ['security-review', 'diagnostics'] },
];
