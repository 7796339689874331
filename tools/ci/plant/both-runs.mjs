// For one bug: what a branch with it would run, and everything there is; both have to be red at the same test.
import { glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { failedTests } from '../../run/junit-sum.mjs';
import { nxCommand } from '../../run/nx.mjs';
import { runQuietly } from '../../run/run-quietly.mjs';
import { testTargets } from '../../run/test-targets.mjs';
import { whilePlanted } from './planted.mjs';
import { copyEnv } from './run-catcher.mjs';
import { titlePattern } from './title-pattern.mjs';

/** @typedef {{ red: boolean, named: boolean, failed: readonly string[], seconds: number }} Run */

/**
 * Runs twice in a copy of the workspace: `tools/ci.mjs` for the commit of the bug, from an empty cache; then all targets of all
 * projects, where only what the first has done green in this very state is taken from it. End-to-end tests run, in both, only where
 * one has to catch the bug.
 * @param {string} folder the copy
 * @param {import('../planted-bugs.mjs').PlantedBug} bug
 * @param {AbortSignal} signal
 * @returns {Promise<{ caught: boolean, affected: Run, full: Run, remarks: readonly string[] }>}
 */
export async function bothRuns(folder, bug, signal) {
  await commit(folder, 'clean', signal);
  return whilePlanted(folder, bug, async () => {
    await commit(folder, bug.id, signal);
    await rm(path.join(folder, '.nx'), { recursive: true, force: true });
    const isByClicks = bug.caughtBy.target === 'e2e';
    const range = ['--base', 'HEAD~1', '--head', 'HEAD', ...(isByClicks ? [] : ['--without-e2e'])];
    const affected = await run(folder, bug, ['tools/ci.mjs', ...range], signal);
    const targets = (await testTargets(folder)).filter((target) => target !== 'e2e' || isByClicks);
    const full = await run(folder, bug, [...nxCommand(folder, {}).args, 'run-many', '-t', ...targets, '--parallel=2'], signal);
    const missed = full.failed.filter((test) => !affected.failed.includes(test));
    const remarks = [
      `affected: ${verdict(affected)}`,
      `everything: ${verdict(full)}`,
      ...missed.map((test) => `Red in everything only: ${test}`),
    ];
    return { caught: affected.named && full.named, affected, full, remarks };
  });
}

/** @param {Run} run */
const verdict = ({ named, failed, seconds }) =>
  `${named ? 'red at the test' : 'NOT red at the test'}, ${String(failed.length)} red in all, ${String(seconds)} s`;

/**
 * @param {string} folder
 * @param {import('../planted-bugs.mjs').PlantedBug} bug
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<Run>}
 */
async function run(folder, { id, caughtBy: { test } }, args, signal) {
  const output = path.join(folder, 'dist', 'test-output');
  await rm(output, { recursive: true, force: true });
  const startedAt = performance.now();
  const { code, said } = await runQuietly(process.execPath, args, { cwd: folder, env: { ...copyEnv(folder), WIZ_PLANTED: id }, signal });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const reports = [];
  for await (const file of glob('*/*.xml', { cwd: output })) reports.push(await readFile(path.join(output, file), 'utf8'));
  const failed = failedTests(reports).map((line) => line.split('\n')[0] ?? '');
  const pattern = new RegExp(titlePattern(test));
  return { red: code !== 0, named: code !== 0 && (failed.some((line) => pattern.test(line)) || said.includes(test)), failed, seconds };
}

/** Makes everything as it is a commit of the copy. @param {string} folder @param {string} message @param {AbortSignal} signal */
async function commit(folder, message, signal) {
  const who = ['-c', 'user.name=plant', '-c', 'user.email=plant@localhost', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...who, 'commit', '--quiet', '--allow-empty', '--no-verify', '-m', message],
  ]) {
    const { code, said } = await runQuietly('git', args, { cwd: folder, signal });
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${said}`);
  }
}
