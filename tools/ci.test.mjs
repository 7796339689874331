import { execFile, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
/** @type {string} */
let cache;
/** @type {NodeJS.ProcessEnv} */
let env;
/** @type {import('node:child_process').ChildProcess} */
let planner;

beforeAll(async () => {
  cache = await mkdtemp(path.join(os.tmpdir(), 'wiz-ci-'));
  env = {
    // What Nx tells the task that this test runs in must not reach the Nx inside.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'))),
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: path.join(cache, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: path.join(cache, 'data'),
  };
  planner = fork(path.join(import.meta.dirname, 'ci', 'testing', 'answer-plans.mjs'), { cwd: root, env, execArgv: [] });
  await once(planner, 'message');
}, 120_000);
afterAll(async () => {
  planner.disconnect();
  await once(planner, 'exit');
  await rm(cache, { recursive: true, force: true });
});

/**
 * The plan for changed files of the real workspace. One test holds that the command says the same.
 * @param {readonly string[]} files
 * @returns {Promise<import('./ci/plan.mjs').Plan>}
 */
async function plan(files) {
  const answer = once(planner, 'message');
  planner.send(files);
  return (await answer)[0];
}

/**
 * What the command says.
 * @param {readonly string[]} args
 * @returns {Promise<import('./ci/plan.mjs').Plan>}
 */
async function planOf(args) {
  const { stdout } = await promisify(execFile)(process.execPath, ['tools/ci.mjs', '--plan', ...args], { cwd: root, env });
  return JSON.parse(stdout);
}

const main = 'libs/integrations/filesystem/main';
const contract = 'libs/integrations/filesystem/contract';
const checksOf = {
  'integration-filesystem': ['lint', 'quality', 'test', 'typecheck'],
  'contract-filesystem': ['lint', 'test', 'typecheck'],
  tools: ['lint', 'test', 'typecheck'],
  'ipc-contract': ['lint', 'test', 'typecheck', 'typecheck-isomorphic'],
  desktop: ['lint', 'test', 'typecheck', 'typecheck-bench', 'typecheck-main', 'typecheck-preload', 'typecheck-renderer'],
};
/** @param {readonly (keyof typeof checksOf)[]} projects */
const checks = (...projects) => projects.flatMap((project) => checksOf[project].map((target) => `${project}:${target}`));
const application = ['desktop:build', 'desktop-e2e:e2e'];

describe('tools/ci.mjs, from an empty cache', () => {
  it.each([
    {
      change: 'a file of an integration’s main half',
      files: [`${main}/src/index.ts`],
      tasks: [...checks('integration-filesystem', 'contract-filesystem'), ...application],
      groups: ['smoke', 'filesystem'],
    },
    {
      change: 'a test of an integration’s main half',
      files: [`${main}/src/search.test.ts`],
      tasks: [...checks('integration-filesystem', 'contract-filesystem'), ...application],
      groups: ['smoke', 'filesystem'],
    },
    {
      change: 'a file of a contract',
      files: [`${contract}/src/search.ts`],
      tasks: [...checks('integration-filesystem', 'contract-filesystem', 'ipc-contract', 'desktop', 'tools'), ...application],
      groups: ['smoke', 'filesystem'],
    },
    { change: 'a document', files: ['docs/architecture/overview.md'], tasks: [], groups: undefined },
    {
      change: 'a page that is made from a contract',
      files: ['docs/architecture/integrations/integration-filesystem.md'],
      tasks: checks('tools', 'integration-filesystem', 'contract-filesystem'),
      groups: undefined,
    },
    {
      change: 'a page that names tests',
      files: ['docs/security/threat-model.md'],
      tasks: checks('tools'),
      groups: undefined,
    },
    { change: 'a document beside code', files: ['README.md', `${main}/README.md`], tasks: [], groups: undefined },
    {
      change: 'a file of the window',
      files: ['apps/desktop/src/renderer/main.tsx'],
      tasks: [...checks('desktop'), ...application],
      groups: 'all',
    },
    {
      change: 'what the end-to-end tests are run by',
      files: ['tools/electron/run.mjs'],
      tasks: [...checks('tools'), ...application],
      groups: 'all',
    },
    {
      change: 'an end-to-end test',
      files: ['e2e/desktop/src/smoke.spec.ts'],
      tasks: ['desktop-e2e:lint', 'desktop-e2e:typecheck', ...application],
      groups: 'all',
    },
    {
      change: 'an integration and a document',
      files: ['docs/a.md', `${main}/src/index.ts`],
      tasks: [...checks('integration-filesystem', 'contract-filesystem'), ...application],
      groups: ['smoke', 'filesystem'],
    },
  ])('runs for $change what it affects and nothing else', { timeout: 60_000 }, async ({ files, tasks, groups }) => {
    const made = await plan(files);
    // The generator's tests read what they make integrations after, and say themselves what that is.
    expect(made.tasks.filter((task) => !task.startsWith('nx-plugin:'))).toEqual([...tasks].sort());
    expect(made.e2e?.groups).toEqual(groups);
    expect(made.reasons.length).toBeGreaterThan(0);
  });

  it('is what the command prints', { timeout: 60_000 }, async () => {
    for (const files of [[`${contract}/src/search.ts`], ['docs/architecture/overview.md', `${main}/README.md`]])
      expect(await planOf(['--files', ...files])).toEqual(JSON.parse(JSON.stringify(await plan(files))));
  });

  // A machine that was handed the files instead of cloning them may have no history, or no git at all.
  it.skipIf(spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root }).status !== 0)(
    'runs everything for the first push of a branch, which has nothing to be compared with',
    { timeout: 60_000 },
    async () => {
      const made = await planOf(['--base', '0'.repeat(40), '--head', 'HEAD']);
      expect(made.checks.projects).toEqual(expect.arrayContaining(['core', 'desktop', 'integration-filesystem', 'tools']));
      expect(made.e2e?.groups).toBe('all');
    },
  );

  it.each([
    ['libs/core/src/retry.ts', 'all'],
    ['tsconfig.base.json', 'all'],
    // Nobody says what these matter to.
    ['.npmrc', 'all'],
    ['libs/gone/src/index.ts', 'all'],
    // What only the linter and the unit tests read builds no other application.
    ['eslint.config.mjs', undefined],
    ['vitest.shared.ts', undefined],
  ])('checks everything for a change of %s, and clicks %s', { timeout: 60_000 }, async (file, groups) => {
    const made = await plan([file]);
    expect(made.checks.projects).toEqual(
      expect.arrayContaining([
        ...['contract-filesystem', 'core', 'desktop', 'engine', 'integration-filesystem', 'integration-kit', 'ipc-contract'],
      ]),
    );
    expect(made.e2e?.groups).toBe(groups);
  });

  it('tries no application anew for a change of what only tests of integrations use', { timeout: 60_000 }, async () => {
    const made = await plan(['libs/conformance/src/index.ts']);
    expect(made.checks.projects).toContain('conformance');
    expect([made.builds, made.e2e]).toEqual([[], undefined]);
  });
});
