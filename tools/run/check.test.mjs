import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../electron/run-command.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
// A project of this name there is none, so nobody else's report is written over or counted.
const project = `check-test-${String(process.pid)}`;
const report = path.join(root, 'dist', 'test-output', project, 'typecheck.xml');
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'wiz-check-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(path.dirname(report), { recursive: true, force: true });
});

/** @param {string} code of the one file that is checked */
async function check(code) {
  await writeFile(path.join(folder, 'a.ts'), code);
  await writeFile(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "noEmit": true, "strict": true, "types": [] } }');
  return runCommand(process.execPath, ['tools/run/check.mjs', 'typecheck', project, 'tsc', '-p', folder], { cwd: root });
}

it('fails where the checker fails, and says so in its report', async () => {
  const { code, stdout } = await check("export const count: number = 'one';\n");
  expect(code).not.toBe(0);
  expect(stdout).toContain('TS2322');
  expect(await readFile(report, 'utf8')).toMatch(/failures="1"[^]*TS2322/);
});

it('passes where the checker passes', async () => {
  expect((await check('export const count: number = 1;\n')).code).toBe(0);
  expect(await readFile(report, 'utf8')).toContain('failures="0"');
});
