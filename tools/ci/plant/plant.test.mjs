import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPlanned } from './is-planned.mjs';
import { whilePlanted } from './planted.mjs';
import { makeScratchCopy } from './scratch-copy.mjs';
import { titlePattern } from './title-pattern.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'wiz-plant-test-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
const write = (/** @type {string} */ file, /** @type {string} */ text) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

describe('a copy of the workspace', () => {
  beforeEach(() => {
    write('libs/core/project.json', '{ "name": "core" }');
    write('libs/core/src/index.ts', 'export const a = 1;\n');
    write('libs/core/node_modules/vendor/package.json', '{}');
    write('libs/core/node_modules/.vite/kept', '');
    write('node_modules/vite/package.json', '{}');
    write('dist/old.js', '');
    mkdirSync(path.join(root, 'node_modules', '@wiz'), { recursive: true });
    symlinkSync(path.join(root, 'libs', 'core'), path.join(root, 'node_modules', '@wiz', 'core'), 'junction');
  });

  it('resolves the workspace’s own packages to itself, and all others to what is installed', async () => {
    const { folder, remove } = await makeScratchCopy(root);
    try {
      const real = (/** @type {string} */ place) => realpathSync(path.join(folder, place));
      expect(real('node_modules/@wiz/core')).toBe(path.join(folder, 'libs', 'core'));
      expect(real('node_modules/vite')).toBe(realpathSync(path.join(root, 'node_modules', 'vite')));
      expect(real('libs/core/node_modules/vendor')).toBe(realpathSync(path.join(root, 'libs', 'core', 'node_modules', 'vendor')));
      expect(() => real('libs/core/node_modules/.vite')).toThrow('ENOENT');
      expect(() => real('dist')).toThrow('ENOENT');
    } finally {
      await remove();
    }
    expect(() => realpathSync(folder)).toThrow('ENOENT');
    expect(readFileSync(path.join(root, 'node_modules', 'vite', 'package.json'), 'utf8')).toBe('{}');
  });
});

describe('a bug', () => {
  const bug = { id: 'b', file: 'a.txt', find: 'good', replace: '$& bad', caughtBy: { project: 'p', target: 't', test: 'x' }, why: '' };

  it('stands in its file to the letter while something is done, and no longer, however that ends', async () => {
    write('a.txt', 'all good\n');
    const now = () => readFileSync(path.join(root, 'a.txt'), 'utf8');
    expect(await whilePlanted(root, bug, async () => now())).toBe('all $& bad\n');
    await expect(whilePlanted(root, bug, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(now()).toBe('all good\n');
  });

  it.each(['', 'good, very good'])('is not planted where its place is not there exactly once: “%s”', async (text) => {
    write('a.txt', text);
    await expect(whilePlanted(root, bug, async () => 1)).rejects.toThrow('b: what it replaces does not stand in a.txt exactly once.');
  });
});

it('a title matches as its runner fills it in, and no other', () => {
  expect('refuses “a.b” (x) in 3 ms').toMatch(new RegExp(`^${titlePattern('refuses “%s” (x) in ${String(ms)} ms')}$`));
  expect('runs for a file what').toMatch(new RegExp(titlePattern('runs for $change what')));
  expect('13x stays').not.toMatch(new RegExp(titlePattern('13. stays')));
});

describe('what a plan runs', () => {
  /** @param {readonly string[] | 'all'} groups @param {readonly string[]} tasks */
  const plan = (groups, tasks = ['core:test', 'desktop-e2e:e2e']) => ({
    ...{ checks: { projects: [], targets: [] }, documents: true, builds: [], reasons: [] },
    ...{ e2e: { project: 'desktop-e2e', groups }, tasks },
  });
  const e2e = (/** @type {string} */ file) => ({ project: 'desktop-e2e', target: 'e2e', file: `e2e/desktop/src/${file}`, test: '' });

  it('is a task by its name, and what documents name', () => {
    expect(isPlanned(plan('all'), { project: 'core', target: 'test', test: '' })).toBe(true);
    expect(isPlanned(plan('all'), { project: 'core', target: 'lint', test: '' })).toBe(false);
    expect(isPlanned(plan('all'), { project: 'documents', target: 'names', test: '' })).toBe(true);
  });

  it('is an end-to-end test only if its group is run', () => {
    expect(isPlanned(plan('all'), e2e('ipc.spec.ts'))).toBe(true);
    expect(isPlanned(plan(['smoke', 'github']), e2e('smoke.spec.ts'))).toBe(true);
    expect(isPlanned(plan(['smoke', 'github']), e2e('integrations/github/canary.spec.ts'))).toBe(true);
    expect(isPlanned(plan(['smoke', 'github']), e2e('integrations/filesystem/main-job.spec.ts'))).toBe(false);
    expect(isPlanned(plan(['smoke', 'github']), e2e('ipc.spec.ts'))).toBe(false);
    expect(isPlanned(plan('all', ['core:test']), e2e('ipc.spec.ts'))).toBe(false);
  });
});
