/** @type {import('./item.mjs').Section} */
export const testing = {
  number: 8,
  title: 'Testing',
  items: [
    {
      id: '8.1',
      asks: 'Unit tests of the service, each with a configuration of its own.',
      files: ['libs/integrations/github/main/src/testing/connected-github.ts#connectGithub'],
      tests: [
        'libs/integrations/github/main/src/index.test.ts › opens, labels, comments, closes and reopens an issue, and lists it each time as it is',
      ],
    },
    {
      id: '8.2',
      asks: 'A success gives the result, and the request had the right address, method and credentials.',
      files: ['libs/integrations/github/main/src/testing/exchange-check.ts#exchangeProblems'],
      tests: [
        'libs/integrations/github/main/src/published-examples.test.ts › listRepositories',
        'libs/integrations/github/main/src/published-examples.test.ts › createIssue, with nothing in it that was not given',
      ],
    },
    {
      id: '8.3',
      asks: 'A failure of the system gives the error with status and words.',
      files: ['libs/integrations/github/main/src/explain.ts#explainFailure'],
      tests: ['libs/integrations/github/main/src/explain.test.ts › of single fields is shown beside them, by the names of our inputs'],
    },
    {
      id: '8.4',
      asks: 'The network is mocked.',
      files: [
        'libs/integrations/github/main/src/testing/stand-in.ts#startGithubStandIn',
        'libs/integrations/github/main/src/testing/openapi.json',
      ],
      tests: [
        'libs/integrations/github/main/src/testing/stand-in.test.ts › answers %s %s as GitHub’s description says',
        'libs/integrations/github/main/src/testing/openapi.test.ts › publishes for %s an example that fits its own schema',
      ],
      departs: {
        decision: 6,
        how: 'A real server on loopback, held to the vendor’s published description: a mock agrees with whatever it is told.',
      },
    },
    {
      id: '8.5',
      asks: 'A success over IPC.',
      files: ['libs/ipc-contract/src/testing/transports.ts#guarded'],
      tests: ['libs/ipc-contract/src/rows.test.ts › carries a query, a mutation and a stream'],
    },
    {
      id: '8.6',
      asks: 'A wrong input over IPC is refused as such.',
      files: ['libs/ipc-contract/src/main/create-router.ts#createRouter'],
      tests: [
        'libs/ipc-contract/src/main/guard.test.ts › refuses one field too many for the application’s own procedures',
        'e2e/desktop/src/ipc.spec.ts › a procedure that does not exist, or the wrong kind of call, is refused in words',
      ],
    },
    {
      id: '8.7',
      asks: 'End-to-end tests set their surroundings up, with the real system or one that stands for it.',
      files: ['e2e/desktop/src/fixtures.ts#test', 'e2e/desktop/src/driver/keychain.ts#startKeychain'],
      tests: [
        'e2e/desktop/src/integrations/github/main-job.spec.ts › issues are listed, opened, commented and closed without typing an id',
      ],
    },
    {
      id: '8.8',
      asks: 'They go through a whole task of a person.',
      files: ['e2e/desktop/src/driver/github.ts#connectGithub'],
      tests: [
        'e2e/desktop/src/integrations/github/main-job.spec.ts › issues are listed, opened, commented and closed without typing an id',
        'e2e/desktop/src/shell/keyboard.spec.ts › the whole main job is done without a mouse',
      ],
    },
    {
      id: '8.9',
      asks: 'Their results are compared with a snapshot.',
      files: ['e2e/desktop/src/integrations/github/main-job.spec.ts'],
      tests: [
        'e2e/desktop/src/integrations/github/main-job.spec.ts › issues are listed, opened, commented and closed without typing an id',
      ],
      departs: { how: 'With what a person has to see, written out in the test: a snapshot is updated without being read.' },
    },
  ],
};
