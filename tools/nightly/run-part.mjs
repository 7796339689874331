import { failedTests, sumJunit } from '../run/junit-sum.mjs';

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {import('./parts.mjs').Night} Night */

/**
 * Runs one part to its end, whatever it does on its way.
 * @param {Part} part
 * @param {Night} night
 * @param {string} inputs the number of what it rests on
 * @param {() => Date} now
 * @returns {Promise<{ record: import('./decide.mjs').PartRecord, remarks: readonly string[] }>}
 */
export async function runPart(part, night, inputs, now) {
  const startedAt = now().getTime();
  // What lies there from before must not count.
  await night.takeReports();
  /** @type {import('./parts.mjs').Found} */
  const found = await part.run(night).catch((/** @type {unknown} */ error) => ({
    code: 1,
    remarks: [error instanceof Error ? error.message : String(error)],
  }));
  const { code, reports = [], remarks = [], undone = false } = found;
  const left = await night.takeReports();
  const sum = sumJunit([...reports, ...left]);
  // A runner that falls over has counted nothing.
  if (code !== 0 && sum.failed === 0) sum.failed = 1;
  const outcome = undone ? 'skipped' : sum.failed > 0 ? 'failed' : 'passed';
  const at = now();
  return {
    record: { inputs, outcome, at: at.toISOString(), seconds: (at.getTime() - startedAt) / 1000, sum },
    remarks: [...remarks, ...failedTests(left)],
  };
}
