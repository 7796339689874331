import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../electron/run-command.mjs';
import { checkJunit } from './check-junit.mjs';
import { failedTests, sumJunit, sumLine } from './junit-sum.mjs';

const check = { project: 'core', target: 'lint', seconds: 1.5, output: '' };

describe('the sum of JUnit reports', () => {
  it('adds up suites of several files, errors counting as failures', () => {
    const first = '<testsuites tests="9"><testsuite name="a > b" tests="5" failures="1" errors="1" skipped="1" time="1"></testsuite>';
    const second = '<testsuite name="c" tests="2" failures="0" skipped="0"/></testsuites>';
    expect(sumJunit([first, second])).toEqual({ passed: 4, failed: 2, skipped: 1 });
  });

  it('does not take printed output for a verdict', () => {
    const printed = '<system-out><![CDATA[<testsuite name="x" tests="7" failures="7">]]></system-out>';
    expect(sumJunit([`<testsuite name="a" tests="1" failures="0">${printed}</testsuite>`])).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('counts a check as one test, whatever it printed', () => {
    const noisy = checkJunit({ ...check, code: 1, output: 'a < b & <testsuite tests="3" failures="3"> "\u001b[31m' });
    expect(sumJunit([checkJunit({ ...check, code: 0 }), noisy])).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(noisy).not.toContain('\u001b');
  });

  it('says skipped tests only where there are any', () => {
    expect(sumLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(sumLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('names what failed, with its reason, and nothing that passed or only printed', () => {
    const printed = '<system-out><![CDATA[<testcase classname="x" name="y"><failure message="z"/></testcase>]]></system-out>';
    const cases = [
      '<testcase classname="a.test.ts" name="one &gt; passes" time="1"></testcase>',
      `<testcase classname="a.test.ts" name="one &gt; fails" time="1">${printed}<failure message="expected 1 to be &quot;2&quot;" type="E"></failure></testcase>`,
      '<testcase classname="b.test.ts" name="breaks"><error message="no"/></testcase>',
    ];
    expect(failedTests([`<testsuite name="a" tests="3">${cases.join('')}</testsuite>`])).toEqual([
      'a.test.ts: one > fails\n    expected 1 to be "2"',
      'b.test.ts: breaks\n    no',
    ]);
  });

  it('reads what Vitest really writes', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'wiz-junit-'));
    try {
      const cases = [`it('passes', () => {});`, `it('fails', () => { throw new Error('no'); });`, `it.skip('waits', () => {});`];
      await writeFile(path.join(folder, 'sample.spec.mjs'), `import { it } from 'vitest';\n${cases.join('\n')}\n`);
      const report = path.join(folder, 'report.xml');
      const root = path.resolve(import.meta.dirname, '..', '..');
      const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
      // The sample imports Vitest, which is found from the workspace only.
      await writeFile(
        path.join(folder, 'vitest.config.mjs'),
        `export default { resolve: { alias: { vitest: ${JSON.stringify(path.join(root, 'node_modules', 'vitest', 'dist', 'index.js'))} } }, ` +
          `test: { include: ['*.spec.mjs'], reporters: ['junit'], outputFile: ${JSON.stringify(report)} } };\n`,
      );
      const run = await runCommand(process.execPath, [vitest, 'run', '--root', folder], { cwd: root });
      expect(run.code, run.stderr).toBe(1);
      const written = await readFile(report, 'utf8');
      expect(sumJunit([written])).toEqual({ passed: 1, failed: 1, skipped: 1 });
      expect(failedTests([written])).toEqual(['sample.spec.mjs: fails\n    no']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 30_000);
});
