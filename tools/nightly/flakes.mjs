import { failedTests } from '../run/junit-sum.mjs';

/**
 * Tells tests that fail now and then from those that always do, over several runs of the same code.
 * @param {readonly (readonly string[])[]} rounds the JUnit reports of each run
 * @returns {{ flaky: readonly string[], broken: readonly string[] }} one line a test, the flakiest first
 */
export function flakesIn(rounds) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const reports of rounds) {
    const failed = new Set(failedTests(reports).map((line) => line.split('\n')[0] ?? ''));
    for (const test of failed) times.set(test, (times.get(test) ?? 0) + 1);
  }
  const lines = [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([test, count]) => ({ count, line: `${test}: failed ${String(count)} of ${String(rounds.length)} times` }));
  return {
    flaky: lines.filter(({ count }) => count < rounds.length).map(({ line }) => line),
    broken: lines.filter(({ count }) => count === rounds.length).map(({ line }) => line),
  };
}
