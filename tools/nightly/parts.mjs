// What a night is made of. Each part says what it rests on and runs by itself; what it finds goes into JUnit reports.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { auditShipped } from '../audit/audit-shipped.mjs';
import { buildDesktop } from '../run/build-desktop.mjs';
import { checkJunit } from '../run/check-junit.mjs';
import { nxCommand } from '../run/nx.mjs';
import { testTargets } from '../run/test-targets.mjs';
import { flakesIn } from './flakes.mjs';

/**
 * What a part works with.
 * @typedef {object} Night
 * @property {string} root the workspace
 * @property {NodeJS.ProcessEnv} env
 * @property {number} times how often what is repeated is repeated
 * @property {AbortSignal} signal
 * @property {(args: readonly string[], options?: { cwd?: string, env?: NodeJS.ProcessEnv }) => Promise<number>} node runs a program
 *   for all to see; `cwd` relative to `root`. Its exit code
 * @property {() => Promise<readonly string[]>} takeReports the JUnit reports since they were last taken
 *
 * @typedef {object} Found
 * @property {number} code
 * @property {readonly string[]} [reports] JUnit, beside what the runners have left
 * @property {readonly string[]} [remarks] for a person, said at the end once more
 * @property {boolean} [undone] it could not be done: nothing was found, for better or worse
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} what
 * @property {readonly string[]} inputs see `inputsHash`
 * @property {boolean} [daily] its answer grows old by itself
 * @property {(night: Night) => Promise<Found>} run
 */

const settings = ['package-lock.json', 'nx.json', 'tsconfig.base.json', 'vitest.shared.ts'];
const all = [''];
const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
const repeated = (/** @type {Night} */ { times }) => ({ WIZ_REPEAT: String(times) });
/** @param {Night} night @param {string} cwd @param {readonly string[]} filters @param {NodeJS.ProcessEnv} [env] */
const tests = async (night, cwd, filters, env = {}) => ({
  code: await night.node([path.join(night.root, vitest), 'run', ...filters], { cwd, env: { ...repeated(night), ...env } }),
});

/** @type {readonly Part[]} */
export const parts = [
  {
    name: 'audit',
    what: 'the known flaws of what is shipped; every day may bring one to code that has not changed',
    inputs: ['package-lock.json', 'apps/desktop/package.json', 'tools/audit/'],
    daily: true,
    run: async ({ root, env }) => {
      const { outcome, lines } = await auditShipped(root, env);
      console.log(lines.join('\n'));
      return { code: outcome === 'failed' ? 1 : 0, undone: outcome === 'skipped', ...(outcome === 'passed' ? {} : { remarks: lines }) };
    },
  },
  {
    name: 'kills',
    what: 'the store, whose process is killed again and again',
    inputs: [...settings, 'apps/desktop/vitest.config.ts', 'apps/desktop/src/main/', 'libs/core/src/', 'libs/engine/src/'],
    run: (night) => tests(night, path.join('apps', 'desktop'), ['src/main/store']),
  },
  {
    name: 'cuts',
    what: 'every cut of the power, with many lots each',
    inputs: [...settings, 'tools/dropsync/', 'apps/desktop/src/main/', 'libs/core/src/', 'libs/engine/src/'],
    run: (night) => tests(night, 'tools', ['dropsync']),
  },
  {
    name: 'fuzz',
    what: 'messages that no window of ours would send, against the real guard and router',
    inputs: [
      ...settings,
      'libs/ipc-contract/',
      'libs/core/src/',
      'libs/engine/src/',
      'libs/integration-kit/src/',
      'libs/integrations/*/contract/',
    ],
    // A round is a few milliseconds, so there are many.
    run: (night) => tests(night, path.join('libs', 'ipc-contract'), ['property', 'assembly'], { WIZ_REPEAT: String(night.times * 20) }),
  },
  {
    name: 'clicks',
    what: 'every end-to-end test, many times',
    inputs: [...settings, 'apps/desktop/', 'libs/', 'e2e/', 'tools/electron/', 'tools/run/'],
    run: async (night) => {
      const app = await buildDesktop(night.root, night.env, 'standin', night.signal);
      const order = [
        'playwright',
        'test',
        '-c',
        path.join('e2e', 'desktop', 'playwright.config.ts'),
        `--repeat-each=${String(night.times)}`,
      ];
      return { code: await night.node([path.join('tools', 'run', 'e2e.mjs'), '--app', app, '--', ...order], { env: repeated(night) }) };
    },
  },
  {
    name: 'mutation',
    what: 'whether the tests of libs/core notice small changes',
    inputs: [...settings, 'libs/core/'],
    run: (night) =>
      asOneTest('mutation', 'libs/core', () =>
        night.node([
          path.join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
          'run',
          path.join('libs', 'core', 'stryker.config.json'),
        ]),
      ),
  },
  {
    name: 'generator',
    what: 'an integration of every kind, really made, linted, type-checked, tested and removed',
    inputs: [...settings, 'eslint.config.mjs', '.prettierrc.json', 'tools/', 'libs/', 'apps/desktop/'],
    run: (night) => tests(night, path.join('tools', 'nx-plugin'), ['generate-really'], { WIZ_GENERATE: 'all' }),
  },
  {
    name: 'defects',
    what: 'realistic defects put into a clean integration, at least nine in ten of which the quality scale names',
    inputs: [...settings, 'eslint.config.mjs', 'tools/', 'libs/'],
    run: ({ node }) => asOneTest('quality', 'planted-defects', () => node([path.join('tools', 'quality', 'plant.mjs'), 'all'])),
  },
  {
    name: 'quality',
    what: 'the whole quality scale, with what it asks of the coverage',
    inputs: [...settings, 'tools/', 'libs/'],
    run: ({ node }) => asOneTest('quality', 'scale', () => node([path.join('tools', 'quality', 'quality.mjs')])),
  },
  {
    name: 'planted',
    what: 'every planted bug, seen red at the test that it names',
    inputs: all,
    run: async ({ root, node }) => {
      const code = await node([path.join('tools', 'ci', 'plant.mjs'), 'all']);
      const results = /** @type {readonly { id: string, caught: boolean, seconds: number, remarks: readonly string[] }[]} */ (
        JSON.parse(await readFile(path.join(root, 'dist', 'test-output', 'planted-bugs.json'), 'utf8'))
      );
      const reports = results.map(({ id, caught, seconds, remarks }) =>
        checkJunit({ project: 'planted', target: id, code: caught ? 0 : 1, seconds, output: remarks.join('\n') }),
      );
      return { code, reports, remarks: results.flatMap(({ id, caught }) => (caught ? [] : [`The planted bug ${id} was not caught.`])) };
    },
  },
  {
    name: 'suite',
    what: 'everything but end-to-end tests, many times without a cache, to find what fails now and then',
    inputs: all,
    run: async ({ root, env, times, signal, node, takeReports }) => {
      const targets = (await testTargets(root)).filter((target) => target !== 'e2e');
      const [nx = ''] = nxCommand(root, env).args;
      /** @type {(readonly string[])[]} */
      const rounds = [];
      let code = 0;
      while (rounds.length < times && !signal.aborted) {
        console.log(`\nThe whole suite, ${String(rounds.length + 1)} of ${String(times)}`);
        code += await node([nx, 'run-many', '-t', ...targets, '--skip-nx-cache', '--parallel=2', '--output-style=static']);
        rounds.push(await takeReports());
      }
      const { flaky, broken } = flakesIn(rounds);
      return { code, reports: rounds.flat(), remarks: [...flaky.map((line) => `Flaky: ${line}`), ...broken] };
    },
  },
];

/** What has no tests of its own as one. @param {string} project @param {string} target @param {() => Promise<number>} work @returns {Promise<Found>} */
async function asOneTest(project, target, work) {
  const startedAt = performance.now();
  const code = await work();
  return { code, reports: [checkJunit({ project, target, code, seconds: (performance.now() - startedAt) / 1000, output: 'See above.' })] };
}
