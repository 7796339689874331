const metrics = 'libs/core/src/metrics.ts#Metrics';
const health = 'libs/core/src/health.ts#Health';

/** @type {import('./item.mjs').Section} */
export const monitoring = {
  number: 9,
  title: 'Monitoring',
  items: [
    {
      id: '9.1',
      asks: 'A system is healthy, degraded or unhealthy.',
      files: [health],
      tests: ['libs/core/src/health.test.ts › sorts every category', 'libs/core/src/health.test.ts › begins unknown'],
    },
    {
      id: '9.2',
      asks: 'When it was last looked at, how long that took, and details.',
      files: ['libs/core/src/health.ts#HealthReport', 'apps/desktop/src/renderer/components/health-look.ts#healthLook'],
      tests: [
        'libs/core/src/health.test.ts › reports since when, when last, how long, what went wrong, and how often in a row',
        'apps/desktop/src/renderer/components/state-line.test.ts › says the state in a word and what is known beyond it',
      ],
    },
    {
      id: '9.3',
      asks: 'It is asked at an address of its own, with the credentials.',
      files: ['libs/integration-kit/src/contract/contract.ts#HealthProbe', 'libs/engine/src/health-monitor.ts#HealthMonitor'],
      tests: ['libs/integration-kit/src/contract/check-operation.test.ts › is a plain read with an input that it takes'],
      departs: {
        decision: 6,
        how: 'By a cheap read that the contract names, or the proof of the connection; most systems have no such address.',
      },
    },
    {
      id: '9.4',
      asks: 'A probe takes at most five seconds.',
      files: ['libs/engine/src/connection-runtime.ts#ConnectionRuntime'],
      tests: ['libs/engine/src/states.test.ts › gives up a probe after five seconds'],
    },
    {
      id: '9.5',
      asks: 'Slower than three seconds is degraded.',
      files: [health],
      tests: ['libs/core/src/health.test.ts › calls a success of %d ms %s'],
    },
    {
      id: '9.6',
      asks: 'An answer that is no success, or none, is unhealthy.',
      files: [health],
      tests: ['libs/core/src/health.test.ts › never changes on a single observation once it is known'],
      departs: { decision: 6, how: 'Three failures in a row; only the very first answer counts at once. One lost packet is no outage.' },
    },
    {
      id: '9.7',
      asks: 'Asking never fails itself.',
      files: ['libs/engine/src/health-monitor.ts#HealthMonitor'],
      tests: [
        'libs/engine/src/states.test.ts › is asked at once on demand',
        'libs/engine/src/states.test.ts › gives up a probe after five seconds',
      ],
    },
    {
      id: '9.8',
      asks: 'Requests, successes and failures are counted.',
      files: [metrics, 'libs/core/src/call-counts.ts#countCall'],
      tests: ['libs/core/src/metrics.test.ts › counts what passes through its policy, with latencies'],
    },
    {
      id: '9.9',
      asks: 'How long they take on average.',
      files: ['libs/core/src/latency-histogram.ts#LatencyHistogram'],
      tests: [
        'libs/core/src/metrics.test.ts › takes latencies from successes and from failures that the system itself answered with, only',
      ],
      departs: { decision: 6, how: 'p50, p95 and p99 of the last five minutes: an average hides the slow tenth.' },
    },
    {
      id: '9.10',
      asks: 'The last error and its time.',
      files: [metrics],
      tests: ['libs/core/src/metrics.test.ts › keeps the last error, but not an open circuit’s, whose reason is the error before it'],
    },
    {
      id: '9.11',
      asks: 'The figures can be had, as a copy.',
      files: [metrics, 'libs/engine/src/types/connection-state.ts#ConnectionMetrics'],
      tests: ['libs/core/src/metrics.test.ts › hands out plain copies that later calls do not change'],
    },
    {
      id: '9.12',
      asks: 'They can be set back to nothing.',
      files: [metrics, 'libs/engine/src/engine.ts#Engine'],
      tests: ['libs/engine/src/connection-runtime.test.ts › count what was run, and begin anew when they are reset'],
    },
    {
      id: '9.13',
      asks: 'There is one set of figures for each system.',
      files: ['libs/engine/src/connection-runtime.ts#ConnectionRuntime'],
      tests: ['libs/core/src/metrics.test.ts › shares nothing with another instance'],
      departs: { decision: 6, how: 'One for each connection.' },
    },
  ],
};
