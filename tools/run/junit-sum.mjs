/** @typedef {{ passed: number, failed: number, skipped: number }} Sum */

/**
 * Adds up what JUnit reports say. A test that ended in an error counts as failed.
 * @param {readonly string[]} reports the files' texts
 * @returns {Sum}
 */
export function sumJunit(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    // Output that tests printed may look like anything, also like a report.
    const text = report.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
    for (const [tag] of text.matchAll(/<testsuite(?:\s+[\w:.-]+\s*=\s*"[^"]*")*\s*\/?>/g)) {
      const failed = numberOf(tag, 'failures') + numberOf(tag, 'errors');
      const skipped = numberOf(tag, 'skipped') + numberOf(tag, 'disabled');
      sum.failed += failed;
      sum.skipped += skipped;
      sum.passed += numberOf(tag, 'tests') - failed - skipped;
    }
  }
  return sum;
}

/**
 * The last line of `npm test`.
 * @param {Sum} sum
 */
export function sumLine({ passed, failed, skipped }) {
  return `${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`;
}

/**
 * @param {string} tag
 * @param {string} attribute
 */
function numberOf(tag, attribute) {
  return Number(new RegExp(`\\s${attribute}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}
