/** @type {import('./item.mjs').Section} */
export const checklist = {
  number: 10,
  title: 'Checklist',
  about: 'The 23 lines of the specification’s checklist, as they stand for Folder and GitHub.',
  items: [
    {
      id: '10.1',
      asks: 'The system’s documentation was read.',
      files: ['libs/integrations/github/main/src/testing/openapi.json', 'libs/integrations/github/main/tools/extract-openapi.mjs'],
      tests: [
        'libs/integrations/github/main/src/testing/openapi.test.ts › says where it comes from and under which licence',
        'libs/integrations/github/main/src/testing/openapi.test.ts › names nothing that it does not hold',
      ],
    },
    {
      id: '10.2',
      asks: 'Credentials can be had, and are tried.',
      files: [
        'libs/integrations/github/main/src/verify.ts#verifyToken',
        'apps/desktop/src/renderer/screens/connect/set-up-help.tsx#SetUpHelp',
      ],
      tests: ['libs/integrations/github/main/src/verify.test.ts › is refused with a classic token that has %j, and says what it lacks'],
    },
    {
      id: '10.3',
      asks: 'Limits and quotas are understood.',
      files: ['libs/integrations/github/contract/src/index.ts#github', 'libs/integrations/github/main/src/explain.ts#explainFailure'],
      tests: ['libs/integrations/github/main/src/index.test.ts › are told to the pipeline with each answer, but not those for searches'],
    },
    {
      id: '10.4',
      asks: 'What security needs is written down.',
      files: ['docs/security/threat-model.md'],
      tests: ['tools/docs/threats.test.mjs › names a test for every threat, or says that there is none'],
    },
    {
      id: '10.5',
      asks: 'What can go wrong is known.',
      files: [
        'docs/developer/error-handling-patterns.md',
        'libs/integration-kit/src/testing/faults.ts',
        'libs/integration-kit/src/testing/transport-laws.ts#transportLaws',
      ],
      tests: ['e2e/desktop/src/transport.spec.ts › each was run once, and none was left out but those that Chromium cannot be brought to'],
    },
    {
      id: '10.6',
      asks: 'The service is there, in line.',
      files: ['libs/integrations/github/main/src/index.ts#integration', 'libs/integrations/filesystem/main/src/index.ts#integration'],
      tests: [
        'libs/integrations/github/main/src/index.test.ts › implements the contract',
        'libs/integrations/filesystem/main/src/index.test.ts › implements the contract',
      ],
    },
    {
      id: '10.7',
      asks: 'Its IPC is there and tested.',
      files: ['libs/ipc-contract/src/main/create-router.ts#createRouter', 'libs/ipc-contract/src/main/guard.ts#createIpcGuard'],
      tests: [
        'libs/ipc-contract/src/main/create-router.test.ts › has a procedure of the declared kind for every operation of every contract',
      ],
    },
    {
      id: '10.8',
      asks: 'Its configuration is looked after.',
      files: ['libs/engine/src/connections.ts#Connections'],
      tests: ['libs/engine/src/connections.test.ts › keep their id when they are edited, and may be saved unchanged'],
    },
    {
      id: '10.9',
      asks: 'Errors are handled.',
      files: ['libs/core/src/integration-error.ts#IntegrationError', 'libs/integrations/filesystem/main/src/file-error.ts#fileError'],
      tests: ['libs/integrations/filesystem/main/src/trouble.test.ts › has vanished: says so, and works again once it is back'],
    },
    {
      id: '10.10',
      asks: 'Unit tests pass.',
      files: ['tools/test.mjs', '.github/workflows/ci.yml'],
      tests: ['tools/run/test-targets.test.mjs › finds in this workspace the checks of every part of the desktop'],
    },
    {
      id: '10.11',
      asks: 'Retry is there.',
      files: ['libs/core/src/retry.ts#retry', 'libs/core/src/retry-budget.ts#RetryBudget'],
      tests: ['libs/core/src/retry-budget.test.ts › allows ten retries in a row without options, and then one every ten seconds'],
    },
    {
      id: '10.12',
      asks: 'The circuit breaker is there.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: [
        'e2e/desktop/src/integrations/github/breaker.spec.ts › a system that is down opens the circuit: runs fail at once, “try now” closes it again',
      ],
    },
    {
      id: '10.13',
      asks: 'The rate limit is there.',
      files: ['libs/core/src/rate-limiter.ts#RateLimiter'],
      tests: [
        'libs/engine/src/connection-runtime.test.ts › waits out what the system asked for, with everybody of this connection, and leaves no earlier',
      ],
    },
    {
      id: '10.14',
      asks: 'Health is watched.',
      files: ['libs/engine/src/health-monitor.ts#HealthMonitor'],
      tests: [
        'libs/engine/src/states.test.ts › is asked soon after the start, every five minutes, and soon after wake, a change of the network or of settings',
      ],
    },
    {
      id: '10.15',
      asks: 'Integration tests pass.',
      files: [
        'libs/integrations/github/main/src/testing/stand-in.ts#startGithubStandIn',
        'libs/integrations/filesystem/main/src/testing/index.ts',
      ],
      tests: [
        'libs/integrations/github/main/src/index.test.ts › leaves open whether a change was made whose answer got lost, and makes it once',
        'libs/integrations/filesystem/main/src/race.test.ts › nothing outside changes and nothing leaks (%i ms a state)',
      ],
    },
    {
      id: '10.16',
      asks: 'The window has its hooks.',
      files: ['apps/desktop/src/renderer/app/trpc.ts', 'apps/desktop/src/renderer/screens/connection/use-operation.ts#useOperation'],
      tests: ['libs/ipc-contract/src/type-promise.test.ts › let the right inputs pass'],
    },
    {
      id: '10.17',
      asks: 'The window has its components, which handle errors.',
      files: [
        'apps/desktop/src/renderer/screens/connection/operation-panel.tsx#OperationPanel',
        'apps/desktop/src/renderer/run/unknown-outcome.tsx#UnknownOutcome',
      ],
      tests: [
        'e2e/desktop/src/integrations/github/main-job.spec.ts › an issue whose answer was lost “may have been done”, and looking shows that it was',
      ],
    },
    {
      id: '10.18',
      asks: 'Loading and failing are shown.',
      files: [
        'apps/desktop/src/renderer/run/run-status.tsx#RunStatus',
        'apps/desktop/src/renderer/components/screen-skeleton.tsx#ScreenSkeleton',
      ],
      tests: [
        'e2e/desktop/src/integrations/filesystem/main-job.spec.ts › a search shows its hits while it goes on, with progress',
        'e2e/desktop/src/shell/screens.spec.ts › failing screens have no accessibility fault in either theme',
      ],
    },
    {
      id: '10.19',
      asks: 'End-to-end tests pass.',
      files: ['e2e/desktop/playwright.config.ts', 'tools/run/e2e.mjs'],
      tests: ['e2e/desktop/src/smoke.spec.ts › the application says what it runs on'],
    },
    {
      id: '10.20',
      asks: 'The documents are up to date.',
      files: ['tools/docs/write-pages.mjs', 'docs/architecture/specification-coverage.md'],
      tests: [
        'tools/docs/pages.test.mjs › is what the contract says; if not, run: node tools/docs/write-pages.mjs',
        'tools/docs/coverage.test.mjs › is what the items say; if not, run: node tools/docs/write-pages.mjs',
      ],
    },
    {
      id: '10.21',
      asks: 'Monitoring and alerts are set up.',
      files: [
        'libs/engine/src/states.ts#States',
        'apps/desktop/src/renderer/shell/alerts.ts',
        'apps/desktop/src/renderer/shell/alerts-view.tsx',
      ],
      tests: [
        'apps/desktop/src/renderer/shell/alerts.test.ts › show the newest first, and of each connection only its latest news',
        'libs/engine/src/connection-runtime.test.ts › opens the circuit: runs fail at once with the time of the next try, and the windows are told',
      ],
    },
    {
      id: '10.22',
      asks: 'There are benchmarks.',
      files: ['libs/core/bench/core.ts', 'apps/desktop/bench/store.ts', 'tools/bench/start.mjs'],
      tests: ['libs/core/bench/report.test.mjs › sets the two sides beside each other and judges the goal'],
      open: 'what one governed call and the way over IPC cost is not measured (issue 4).',
    },
    {
      id: '10.23',
      asks: 'Security was reviewed.',
      files: ['docs/security/threat-model.md', 'docs/security/electron.md'],
      tests: [
        'tools/docs/threats.test.mjs › names a test that exists: %s',
        'e2e/desktop/src/security.spec.ts › 17. answers no frame but its own page’s top one',
      ],
    },
  ],
};
