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
 * Names the tests that failed, each with the reason its runner gave, so that the end of a long output says what to look at.
 * @param {readonly string[]} reports the files' texts
 * @returns {string[]}
 */
export function failedTests(reports) {
  const failed = [];
  for (const report of reports) {
    const text = report.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
    for (const [, tag, body] of text.matchAll(/<testcase((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)\s*>([\s\S]*?)<\/testcase>/g)) {
      const reason = /<(?:failure|error)((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)\s*\/?>/.exec(body ?? '');
      if (reason === null) continue;
      failed.push(
        `${textOf(tag ?? '', 'classname')}: ${textOf(tag ?? '', 'name')}\n    ${textOf(reason[1] ?? '', 'message').slice(0, 400)}`,
      );
    }
  }
  return failed;
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

/**
 * @param {string} tag
 * @param {string} attribute
 */
function textOf(tag, attribute) {
  const raw = new RegExp(`\\s${attribute}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const signs = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', '#10': ' ' };
  return raw.replace(/&(lt|gt|quot|apos|amp|#10);/g, (_, /** @type {keyof typeof signs} */ name) => signs[name]);
}
