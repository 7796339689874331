import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand } from '../electron/npm-command.mjs';
import { runCommand } from '../electron/run-command.mjs';
import { checkJunit } from '../run/check-junit.mjs';
import { auditVerdict } from './audit-verdict.mjs';

/** The longest that npm may take over it, in milliseconds. */
const LONGEST_MS = 300_000;

/**
 * Looks up the known flaws of what the application ships: what the desktop application depends on, by the lock file, without what
 * only builds and tests it. Leaves its verdict beside the test runners' files, unless nobody could be asked.
 * @param {string} root the workspace
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./audit-verdict.mjs').Verdict>}
 */
export async function auditShipped(root, env) {
  const npm = npmCommand(env);
  const asked = [...npm.args, 'audit', '--omit=dev', '--workspace=apps/desktop', '--json'];
  const startedAt = performance.now();
  const { stdout, stderr } = await runCommand(npm.command, asked, { cwd: root, env, timeoutMs: LONGEST_MS });
  const verdict = auditVerdict(stdout.trim() === '' ? stderr : stdout);
  if (verdict.outcome !== 'skipped') {
    const folder = path.join(root, 'dist', 'test-output', 'audit');
    const seconds = (performance.now() - startedAt) / 1000;
    const code = verdict.outcome === 'passed' ? 0 : 1;
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, 'audit.xml'),
      checkJunit({ project: 'audit', target: 'shipped', code, seconds, output: verdict.lines.join('\n') }),
    );
  }
  return verdict;
}
