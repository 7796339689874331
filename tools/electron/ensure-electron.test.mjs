import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureElectron } from './ensure-electron.mjs';
import { STAND_IN, standInFolder } from './stand-in.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wiz-ensure-'));
  const electron = path.join(folder, 'clone', 'node_modules', 'electron');
  await mkdir(electron, { recursive: true });
  await writeFile(path.join(electron, 'package.json'), '{ "version": "45.4.1" }');
  await writeFile(path.join(electron, 'install.js'), 'console.error("fetch failed"); process.exit(1);');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const machine = () => ({
  platform: /** @type {const} */ ('linux'),
  arch: 'x64',
  root: false,
  display: true,
  cache: path.join(folder, 'cache'),
  env: {},
});

it('says what is used in place of an Electron that could not be fetched, and nothing more the next time', async () => {
  const standIn = standInFolder(machine().cache);
  await mkdir(standIn, { recursive: true });
  await writeFile(path.join(standIn, 'electron'), '');
  /** @type {string[]} */
  const said = [];
  const ensure = () => ensureElectron(path.join(folder, 'clone'), machine(), (line) => said.push(line));
  expect((await ensure()).kind).toBe('stand-in');
  expect(said).toEqual([
    'Fetching Electron 45.4.1 …',
    'Electron 45.4.1 could not be fetched: its release site could not be reached.',
    `For tests and development a stand-in for it, Electron ${STAND_IN.version}, is used instead.`,
  ]);
  expect((await ensure()).kind).toBe('stand-in');
  expect(said).toHaveLength(3);
});

it('names no stand-in where there is none, only ways on', async () => {
  /** @type {string[]} */
  const said = [];
  const arm = { ...machine(), arch: 'arm64' };
  await expect(ensureElectron(path.join(folder, 'clone'), arm, (line) => said.push(line))).rejects.toThrow('ELECTRON_MIRROR');
  expect(said).toHaveLength(2);
});
