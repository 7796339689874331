/** @type {import('./item.mjs').Section} */
export const errors = {
  number: 6,
  title: 'Errors and resilience',
  about: 'All categories: [error handling](../developer/error-handling-patterns.md). All primitives: [resilience](resilience.md).',
  items: [
    {
      id: '6.1',
      asks: 'Network error: may be tried again.',
      files: ['libs/core/src/error-category.ts#categories', 'libs/core/src/error-codes.ts#codeGroups'],
      tests: [
        'libs/core/src/integration-error.test.ts › that can be retried, and those that a circuit breaker counts',
        'laws › row 1',
        'laws › row 5',
      ],
    },
    {
      id: '6.2',
      asks: 'Authentication error: may not.',
      files: ['libs/core/src/error-category.ts#categories'],
      tests: [
        'libs/core/src/integration-error.test.ts › that can be retried, and those that a circuit breaker counts',
        'libs/integrations/github/main/src/verify.test.ts › is refused with a token that GitHub does not know',
      ],
    },
    {
      id: '6.3',
      asks: 'Rate limit error: may be tried again.',
      files: ['libs/core/src/error-category.ts#categories', 'libs/core/src/retry-after.ts#parseRetryAfter'],
      tests: ['libs/core/src/retry.test.ts › waits as long as the other side asked, with a share of the base on top', 'laws › row 24'],
    },
    {
      id: '6.4',
      asks: 'Validation error.',
      files: ['libs/core/src/error-category.ts#categories', 'libs/integration-kit/src/contract/schema.ts#parse'],
      tests: ['libs/integration-kit/src/contract/contract.test.ts › throws one sentence and a reason per field'],
    },
    {
      id: '6.5',
      asks: 'Timeout error: may be tried again.',
      files: ['libs/core/src/error-category.ts#categories', 'libs/core/src/timeout.ts#timeout'],
      tests: ['libs/core/src/timeout.test.ts › aborts the work and settles at the very millisecond, even when the work ignores it'],
    },
    {
      id: '6.6',
      asks: 'Service unavailable: may be tried again.',
      files: ['libs/core/src/error-category.ts#categories', 'libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer'],
      tests: ['laws › row 27', 'laws › row 28'],
    },
    {
      id: '6.7',
      asks: 'An error is an object with kind, sentence, status and whether trying again can help.',
      files: ['libs/core/src/integration-error.ts#IntegrationError'],
      tests: [
        'libs/core/src/integration-error.test.ts › is an error with what its category says and nothing else',
        'libs/core/src/integration-error.test.ts › carries what it is given',
      ],
      departs: { decision: 6, how: 'One class and 17 categories: a class for each system does not survive a process boundary.' },
    },
    {
      id: '6.8',
      asks: 'What was aborted is a timeout.',
      files: ['libs/core/src/abort.ts#abortError'],
      tests: [
        'libs/core/src/abort.test.ts › passes our own reasons unchanged, so that cancel, timeout and deadline stay distinguishable',
        'libs/core/src/timeout.test.ts › tells the caller’s cancel from its own limit',
      ],
      departs: { decision: 6, how: 'A cancel by the person is neither a timeout nor the system’s fault.' },
    },
    {
      id: '6.9',
      asks: 'Statuses 401 and 403 are authentication errors.',
      files: ['libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer'],
      tests: [
        'laws › row 30',
        'laws › row 35',
        'libs/integrations/github/main/src/explain.test.ts › names the scope that a classic token lacks',
      ],
      departs: { decision: 6, how: '401 is; 403 is a missing right, or a limit where the headers speak of one.' },
    },
    {
      id: '6.10',
      asks: 'Status 429 is a rate limit error, with the status.',
      files: ['libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer'],
      tests: ['laws › row 23', 'libs/core/src/rate-limiter.test.ts › hold every caller until the time that was named'],
    },
    {
      id: '6.11',
      asks: 'Statuses 500, 502 and 503 mean that the service is not available.',
      files: ['libs/integration-kit/src/main/http/failed-answer.ts#failedAnswer'],
      tests: ['laws › row 27', 'laws › row 28'],
    },
    {
      id: '6.12',
      asks: 'What is not known is a network error that may be tried again.',
      files: ['libs/core/src/convert-error.ts#toIntegrationError'],
      tests: [
        'libs/engine/src/executor.test.ts › answers a bug inside an integration with an internal error that tells no secrets',
        'libs/core/src/retry.test.ts › never repeats a programming error: %s',
      ],
      departs: { decision: 6, how: 'An internal error, not repeated: our own mistakes do not get better.' },
    },
    {
      id: '6.13',
      asks: 'The kind is found in the error’s words.',
      files: ['libs/core/src/error-meaning.ts#meaningOfCode', 'libs/integration-kit/src/main/http/rate-headers.ts#saysTooMany'],
      tests: [
        'libs/core/src/convert-error.test.ts › $code is $category',
        'libs/core/src/convert-error.test.ts › is not seen in the text %j',
      ],
      departs: { decision: 6, how: 'In status, headers and codes; an issue with the number 429 is no rate limit.' },
    },
    {
      id: '6.14',
      asks: 'At most three repetitions.',
      files: ['libs/core/src/retry.ts#retry'],
      tests: ['libs/core/src/retry.test.ts › repeats three times unless told otherwise, and reports every step'],
    },
    {
      id: '6.15',
      asks: 'The wait before each doubles.',
      files: ['libs/core/src/retry.ts#retry'],
      tests: [
        'libs/core/src/retry.test.ts › waits a share by chance of a doubling delay, and not a millisecond less',
        'libs/core/src/retry.test.ts › caps the delay at half a minute unless told otherwise',
      ],
      departs: { decision: 6, how: 'With full jitter, the server’s word first, abortable, within the deadline, from a budget.' },
    },
    {
      id: '6.16',
      asks: 'What cannot get better is thrown at once.',
      files: ['libs/core/src/retry.ts#retry'],
      tests: [
        'libs/core/src/retry.test.ts › a %s is sent %i time(s)',
        'libs/core/src/retry.test.ts › a lost %s with outcome %s and key %s is sent %i time(s)',
      ],
      departs: { decision: 6, how: 'So is a change that may have arrived: a timeout does not say that nothing was done.' },
    },
    {
      id: '6.17',
      asks: 'After the last repetition the error is thrown.',
      files: ['libs/core/src/retry.ts#retry'],
      tests: ['libs/core/src/retry.test.ts › keeps the last error, with all attempts as its cause'],
    },
    {
      id: '6.18',
      asks: 'A circuit breaker opens after five failures.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: ['libs/core/src/circuit-breaker.test.ts › opens with the fifth failure in a row, for a minute'],
    },
    {
      id: '6.19',
      asks: 'It stays open for 60 seconds.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: [
        'libs/core/src/circuit-breaker.test.ts › lets the next call through at the very millisecond, not one before',
        'libs/core/src/circuit-breaker.test.ts › doubles the time open with each probe that fails, up to the cap, and begins anew after a success',
      ],
    },
    {
      id: '6.20',
      asks: 'While it is open, calls fail at once and say so.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: [
        'libs/core/src/circuit-breaker.test.ts › fails at once, sends nothing, and says when the next try is possible and what failed last',
        'libs/engine/src/connection-runtime.test.ts › opens the circuit: runs fail at once with the time of the next try, and the windows are told',
      ],
    },
    {
      id: '6.21',
      asks: 'When the time is over, it is tried again.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: [
        'libs/core/src/circuit-breaker.test.ts › fails 500 waiters fast while one probe is out, with the time that the probe has left',
        'libs/engine/src/connection-runtime.test.ts › is probed by itself when the time has come',
      ],
      departs: { decision: 6, how: 'By exactly one call; the others go on failing fast.' },
    },
    {
      id: '6.22',
      asks: 'A success closes it and forgets the failures.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: ['libs/core/src/circuit-breaker.test.ts › starts counting anew with each success'],
    },
    {
      id: '6.23',
      asks: 'Every failure counts.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: [
        'libs/core/src/circuit-breaker.test.ts › counts a %s',
        'libs/core/src/circuit-breaker.test.ts › does not count cancels, 4xx and bulkhead rejections, nor does it take them for successes',
      ],
      departs: { decision: 6, how: 'Only failures of the system: a wrong input must not hold back a whole connection.' },
    },
    {
      id: '6.24',
      asks: 'A failure while it is tried opens it again.',
      files: ['libs/core/src/circuit-breaker.ts#CircuitBreaker'],
      tests: ['libs/core/src/circuit-breaker.test.ts › opens for longer when the probe fails'],
    },
  ],
};
