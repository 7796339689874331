import type { DiagnosticsPreview } from '@wiz/ipc-contract';
import type { Bundle } from './collect-bundle.ts';

/** What a bundle holds and what it leaves out, in words, for who has to decide whether to give it away. */
export function describeBundle({ runs, log, leftOut }: Pick<Bundle, 'runs' | 'log' | 'leftOut'>): DiagnosticsPreview {
  return {
    holds: [
      { title: 'Application', about: 'Versions, also of your operating system; sizes of the data files.' },
      { title: 'Connection', about: 'Its settings and limits, and which credentials are set.' },
      { title: 'How it is doing', about: 'Health, circuit breaker, budget, and the figures of its calls.' },
      {
        title: countOf(runs.length, 'run', 'runs'),
        about: 'The latest in the journal, with what was asked: names of things, paths, words searched for.',
      },
      { title: countOf(log.length, 'line of the log', 'lines of the log'), about: 'Those about this connection or one of these runs.' },
    ],
    leavesOut: leftOut,
  };
}

function countOf(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
