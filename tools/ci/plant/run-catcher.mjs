// Runs in a copy of the workspace no more than what has to catch a bug, and says whether it did.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { failedTests } from '../../run/junit-sum.mjs';
import { nxCommand } from '../../run/nx.mjs';
import { runQuietly } from '../../run/run-quietly.mjs';
import { projectFolders } from './project-folders.mjs';
import { titlePattern } from './title-pattern.mjs';

/** @typedef {import('../planted-bugs.mjs').PlantedBug} PlantedBug */

/**
 * The surroundings of what runs in a copy: what Nx or Vitest tell the task that we run in must not reach the ones inside.
 * @param {string} folder the copy
 * @returns {NodeJS.ProcessEnv}
 */
export function copyEnv(folder) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NX_|VITEST|WIZ_E2E_GROUPS|FORCE_COLOR)/.test(name)));
  return { ...nxCommand(folder, own).env, WIZ_BUILD_TARGET: 'standin', NO_COLOR: '1' };
}

/**
 * @param {string} folder the copy, with the bug in it
 * @param {PlantedBug} bug
 * @param {AbortSignal} signal
 * @returns {Promise<{ red: boolean, named: boolean, said: string }>} `named`: what is red is the test, or the words, that the bug names
 */
export async function runCatcher(folder, { file: broken, caughtBy: { project, target, file, test } }, signal) {
  const place = (await projectFolders(folder)).get(project) ?? '.';
  const run = (/** @type {readonly string[]} */ args, cwd = folder) =>
    runQuietly(process.execPath, args, { cwd, env: copyEnv(folder), signal });
  const check = (/** @type {readonly string[]} */ args) => run(['tools/run/check.mjs', target, project, ...args]);
  const build = () => run(['apps/desktop/scripts/build.mjs']);
  const bySaid = async (/** @type {ReturnType<typeof run>} */ ended) => {
    const { code, said } = await ended;
    return { red: code !== 0, named: said.includes(test), said };
  };
  if (target === 'names') return bySaid(run(['tools/docs/print-problems.mjs']));
  if (target === 'lint') return bySaid(check(['eslint', file ?? broken, '--max-warnings=0']));
  if (target === 'build') return bySaid(build());
  if (target.startsWith('typecheck'))
    return bySaid(check(['tsc', '-p', `${place}/tsconfig${target.slice('typecheck'.length).replace('-', '.')}.json`]));

  const report = path.join(folder, 'dist', 'test-output', project, `${target}.xml`);
  await rm(report, { force: true });
  const pattern = titlePattern(test);
  if (target === 'e2e') {
    const built = await build();
    if (built.code !== 0) return { red: true, named: false, said: built.said };
  }
  const { code, said } =
    target === 'e2e'
      ? await run([
          ...['tools/run/e2e.mjs', '--app', 'dist/apps/desktop', '--', 'playwright', 'test', '-c', 'e2e/desktop/playwright.config.ts'],
          ...[path.basename(file ?? ''), '-g', pattern],
        ])
      : await run(
          [path.join(folder, 'node_modules', 'vitest', 'vitest.mjs'), 'run', path.posix.relative(place, file ?? ''), '-t', pattern],
          path.join(folder, place),
        );
  const failed = failedTests([await readFile(report, 'utf8').catch(() => '')]);
  return { red: code !== 0, named: failed.some((line) => new RegExp(pattern).test(line)), said };
}
