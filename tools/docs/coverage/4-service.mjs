/** @type {import('./item.mjs').Section} */
export const service = {
  number: 4,
  title: 'Architecture: the service',
  items: [
    {
      id: '4.1',
      asks: 'A picture of the way between window, integration and system.',
      files: ['tools/docs/page-context.mjs#flow', 'docs/architecture/overview.md'],
      tests: ['tools/docs/pages.test.mjs › has every section of the specification, in its order'],
    },
    {
      id: '4.2',
      asks: 'The layer between window and system handles errors.',
      files: ['libs/core/src/convert-error.ts#toIntegrationError', 'libs/engine/src/executor.ts#Executor'],
      tests: ['libs/engine/src/executor.test.ts › answers a bug inside an integration with an internal error that tells no secrets'],
    },
    {
      id: '4.3',
      asks: 'It keeps to a rate.',
      files: ['libs/core/src/rate-limiter.ts#RateLimiter'],
      tests: ['libs/engine/src/connection-runtime.test.ts › is held to the connection’s own budget'],
    },
    {
      id: '4.4',
      asks: 'It caches.',
      files: ['libs/core/src/cache.ts#Cache', 'libs/integration-kit/src/contract/operation.ts#CacheSpec'],
      tests: [
        'libs/engine/src/connection-runtime.test.ts › is answered from the cache, labelled, until a change makes that worthless or it is forced',
        'libs/engine/src/connection-runtime.test.ts › shows an older answer, labelled, when the system is down',
      ],
    },
    {
      id: '4.5',
      asks: 'It tries again.',
      files: ['libs/core/src/retry.ts#retry'],
      tests: ['libs/engine/src/executor.test.ts › is retried when it may be, and shows its attempts on a timeline'],
    },
    {
      id: '4.6',
      asks: 'Each operation is a function with typed input and result.',
      files: ['libs/integration-kit/src/main/implement.ts#implement', 'libs/integrations/github/main/src/issues.ts#issueHandlers'],
      tests: [
        'libs/integrations/github/main/src/index.test.ts › would not compile, nor start, without one of the operations',
        'libs/integrations/filesystem/main/src/index.test.ts › would not compile with an answer of another shape',
      ],
      departs: { decision: 6, how: 'A contract and handlers instead of a class for each system; what every call needs is the engine’s.' },
    },
    {
      id: '4.7',
      asks: 'The input is validated before anything else.',
      files: ['libs/engine/src/executor.ts#Executor', 'libs/integration-kit/src/contract/schema.ts#parse'],
      tests: ['libs/engine/src/executor.test.ts › refuses a wrong input before anything is journalled'],
    },
    {
      id: '4.8',
      asks: 'The rate is looked at before a request leaves.',
      files: ['libs/core/src/pipeline.ts#pipeline'],
      tests: [
        'libs/core/src/pipeline.test.ts › is in the design’s order, however the layers are given',
        'libs/core/src/pipeline.test.ts › spends no token on a call that is cancelled or refused before its turn for a slot',
      ],
    },
    {
      id: '4.9',
      asks: 'A request goes to the configured address, with the credentials as a bearer and JSON as its body.',
      files: [
        'libs/integration-kit/src/main/http/http-client.ts#HttpClient',
        'libs/integration-kit/src/main/http/request-headers.ts#requestHeaders',
        'libs/integrations/github/main/src/client.ts#GithubClient',
      ],
      tests: [
        'libs/integration-kit/src/main/http/http-client.test.ts › sends its headers, the client’s, the request’s and the credentials, in this order',
        'libs/integration-kit/src/main/http/http-client.test.ts › sends JSON as JSON, false and null too',
        'libs/integration-kit/src/main/http/target-url.test.ts › never leaves the base, whatever the path',
      ],
    },
    {
      id: '4.10',
      asks: 'A request has a time limit.',
      files: ['libs/core/src/timeout.ts#timeout', 'libs/core/src/deadline.ts#deadline'],
      tests: [
        'laws › row 9',
        'laws › row 10',
        'libs/core/src/timeout.test.ts › reading the body is still covered and the signal is not aborted on return',
      ],
    },
    {
      id: '4.11',
      asks: 'An answer that is no success becomes an error with its status and the system’s own words.',
      files: [
        'libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer',
        'libs/integration-kit/src/main/http/vendor-message.ts#vendorMessage',
      ],
      tests: [
        'libs/integration-kit/src/main/http/vendor-message.test.ts › %j says %s',
        'libs/integration-kit/src/main/http/http-client.test.ts › leaves the standard reading where it knows nothing better',
      ],
    },
    {
      id: '4.12',
      asks: 'The answer is turned into our result: id, content, date.',
      files: ['libs/integrations/github/main/src/issue-mapping.ts#toIssue'],
      tests: ['libs/integrations/github/main/src/mappings.property.test.ts › keeps of an issue what it says'],
    },
    {
      id: '4.13',
      asks: 'A time limit that was reached is said as such, with its length.',
      files: ['libs/core/src/timeout.ts#timeout'],
      tests: [
        'libs/core/src/timeout.test.ts › says a limit of %s ms as %s',
        'libs/core/src/timeout.test.ts › tells the caller’s cancel from its own limit',
      ],
    },
    {
      id: '4.14',
      asks: 'A rate limit of the system is said as such, with the advice to come back later.',
      files: ['libs/integrations/github/main/src/explain.ts#explainFailure', 'libs/core/src/rate-limit-headers.ts#readRateLimit'],
      tests: [
        'libs/integrations/github/main/src/explain.test.ts › that is used up, with %i, waits until GitHub fills it',
        'e2e/desktop/src/integrations/github/main-job.spec.ts › a secondary limit counts down, and nothing leaves before its end',
      ],
    },
    {
      id: '4.15',
      asks: 'A failure is logged, with the input, for whoever looks after it.',
      files: ['libs/engine/src/journal.ts#Journal', 'libs/engine/src/journal-input.ts#journalInput'],
      tests: [
        'libs/engine/src/changes.test.ts › keeps out of the journal what its contract keeps out',
        'libs/ipc-contract/src/rows.test.ts › row 27: an expected error is not logged',
      ],
      departs: {
        decision: 6,
        how: 'The journal keeps the run with its input, without what the contract leaves out. The log has the unexpected only, and no inputs.',
      },
    },
    {
      id: '4.16',
      asks: 'The failure reaches the caller.',
      files: ['libs/engine/src/executor.ts#Executor', 'libs/ipc-contract/src/main/error-formatter.ts#formatError'],
      tests: ['libs/ipc-contract/src/rows.test.ts › row 23: an error arrives with its category and everything it says'],
    },
    {
      id: '4.17',
      asks: 'Requests of a system are counted by the minute; one too many is refused with both figures.',
      files: ['libs/core/src/rate-limiter.ts#RateLimiter'],
      tests: [
        'libs/core/src/rate-limiter.test.ts › fills continuously, so that no edge of a window lets twice as many pass',
        'libs/core/src/rate-limiter.test.ts › are refused at once when their turn would not come before the deadline, to the millisecond',
      ],
      departs: {
        decision: 6,
        how: 'A bucket for each connection that fills continuously and makes wait; refused is only who could not go in time.',
      },
    },
    {
      id: '4.18',
      asks: 'The count is kept in memory or in the database.',
      files: ['libs/engine/src/governor-keeper.ts#GovernorKeeper', 'apps/desktop/src/main/store/governor-table.ts#GovernorTable'],
      tests: [
        'libs/engine/src/connection-runtime.test.ts › is remembered over a restart, the budget too',
        'apps/desktop/src/main/store/secrets-and-limits.test.ts › comes back, is replaced, and goes with its connection',
      ],
    },
  ],
};
