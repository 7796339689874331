/**
 * The verdict of one check (a linter, the type checker) in JUnit's form, as one test case.
 * @param {{ project: string, target: string, code: number, seconds: number, output: string }} check
 * @returns {string}
 */
export function checkJunit({ project, target, code, seconds, output }) {
  const time = seconds.toFixed(3);
  const failures = code === 0 ? '0' : '1';
  const failure = code === 0 ? '' : `<failure message="exit ${String(code)}">${escape(output)}</failure>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="${failures}">
<testsuite name="${escape(`${project} ${target}`)}" tests="1" failures="${failures}" errors="0" skipped="0" time="${time}">
<testcase classname="${escape(project)}" name="${escape(target)}" time="${time}">${failure}</testcase>
</testsuite>
</testsuites>
`;
}

/** @param {string} text */
function escape(text) {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 knows no control characters
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}
