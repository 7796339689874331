import { cpSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../electron/run-command.mjs';
import { copyEnv } from './plant/run-catcher.mjs';
import { makeScratchCopy } from './plant/scratch-copy.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const home = 'libs/integrations/new-system';
/** @type {Awaited<ReturnType<typeof makeScratchCopy>>} */
let copy;

/** Calls everything in a folder `new-system` that is called `filesystem`. @param {string} folder */
function rename(folder) {
  for (const name of readdirSync(folder)) {
    if (name === 'node_modules') continue;
    const place = path.join(folder, name);
    if (statSync(place).isDirectory()) rename(place);
    else
      writeFileSync(
        place,
        readFileSync(place, 'utf8')
          .replaceAll('{ filesystem', '{ newSystem')
          .replaceAll('const filesystem', 'const newSystem')
          .replaceAll(/\bfilesystem\b/g, 'new-system'),
      );
    if (name.includes('filesystem')) renameSync(place, path.join(folder, name.replace('filesystem', 'new-system')));
  }
}

/** @param {readonly string[]} args @returns {Promise<string>} what it printed */
async function run(args) {
  const { code, stdout, stderr } = await runCommand(process.execPath, args, { cwd: copy.folder, env: copyEnv(copy.folder) });
  expect(code, stderr).toBe(0);
  return stdout;
}

/** @param {readonly string[]} files @returns {Promise<import('./plan.mjs').Plan>} */
const planOf = async (files) => JSON.parse(await run(['tools/ci.mjs', '--plan', '--files', ...files]));

beforeAll(async () => {
  copy = await makeScratchCopy(root);
  cpSync(path.join(copy.folder, 'libs', 'integrations', 'filesystem'), path.join(copy.folder, home), { recursive: true });
  rename(path.join(copy.folder, home));
  await run(['tools/registries/write.mjs']);
}, 120_000);
afterAll(() => copy.remove());

describe('an integration that was not there before', () => {
  const half = (/** @type {string} */ project) => ['lint', 'test', 'typecheck'].map((target) => `${project}:${target}`);

  it('is held, by its contract, against catalogue, window, application, lists and its own main half', { timeout: 60_000 }, async () => {
    // This one file is not in any list: what is affected follows from who imports it.
    const { tasks, e2e } = await planOf([`${home}/contract/src/index.ts`]);
    expect(tasks).toEqual(
      expect.arrayContaining([
        ...[...half('contract-new-system'), ...half('integration-new-system'), ...half('ipc-contract'), ...half('desktop')],
        ...['desktop:typecheck-renderer', 'tools:test', 'desktop:build', 'desktop-e2e:e2e'],
      ]),
    );
    expect(e2e?.groups).toEqual(['smoke', 'new-system']);
  });

  it('is, by its main half, its own tests and the application that it is in, and nobody else’s', { timeout: 60_000 }, async () => {
    const { tasks, e2e } = await planOf([`${home}/main/src/search.ts`]);
    // How good it is depends on what was found in both of its halves; the other half's tasks come from the cache.
    const judged = [...half('contract-new-system'), 'integration-new-system:quality'];
    expect(tasks).toEqual([...judged, ...half('integration-new-system'), 'desktop:build', 'desktop-e2e:e2e'].sort());
    expect(e2e?.groups).toEqual(['smoke', 'new-system']);
  });
});
