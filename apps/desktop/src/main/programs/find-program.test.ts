import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram, programFolders } from './find-program.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'wiz-programs-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fileName = process.platform === 'win32' ? 'tool.exe' : 'tool';

async function install(folder: string, { mode = 0o755, name = fileName } = {}): Promise<string> {
  const file = path.join(root, folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, mode);
  return file;
}

function look(...folders: readonly string[]): Promise<string | undefined> {
  const env = { PATH: folders.map((folder) => path.join(root, folder)).join(path.delimiter) };
  return findProgram({ env, platform: process.platform, home: path.join(root, 'home') }, 'tool');
}

describe('a program', () => {
  it('is found in the first folder of the path that has it', async () => {
    const second = await install('b');
    await install('c');
    expect(await look('a', 'b', 'c')).toBe(second);
    expect(await look('a')).toBeUndefined();
  });

  it('is no folder', async () => {
    await mkdir(path.join(root, 'a', fileName), { recursive: true });
    expect(await look('a')).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('may be run, and may be a link', async () => {
    const real = await install('real');
    await install('a', { mode: 0o644 });
    await mkdir(path.join(root, 'b'));
    await symlink(real, path.join(root, 'b', 'tool'));
    await mkdir(path.join(root, 'c'));
    await symlink(path.join(root, 'nowhere'), path.join(root, 'c', 'tool'));
    expect(await look('a', 'c', 'b')).toBe(path.join(root, 'b', 'tool'));
  });

  it.skipIf(process.platform === 'win32')('is found where people install programs when the path of a desktop is short', async () => {
    const file = await install(path.join('home', '.local', 'bin'));
    expect(await findProgram({ env: { PATH: '/usr/bin' }, platform: 'linux', home: path.join(root, 'home') }, 'tool')).toBe(file);
    expect(await findProgram({ env: {}, platform: 'darwin', home: path.join(root, 'home') }, 'tool')).toBe(file);
  });

  it.runIf(process.platform === 'win32')('is on Windows only what starts without a shell', async () => {
    await install('a', { name: 'tool' });
    await install('a', { name: 'tool.cmd' });
    expect(await look('a')).toBeUndefined();
  });
});

describe('the folders that are looked into', () => {
  it('are never the current one, nor any that depends on it', () => {
    const folders = programFolders({ env: { PATH: '.::/usr/bin:bin:../x:/usr/bin:/opt/bin/' }, platform: 'freebsd', home: '/home/a' });
    expect(folders).toEqual(['/usr/bin', '/opt/bin/']);
    const env = { Path: String.raw`C:\Windows;;.;\tools;C:rel;"D:\My Tools";\\server\share\bin` };
    expect(programFolders({ env, platform: 'win32', home: String.raw`C:\Users\a` })).toEqual([
      String.raw`C:\Windows`,
      String.raw`D:\My Tools`,
      String.raw`\\server\share\bin`,
    ]);
  });

  it('are the usual ones after those of the path, each once', () => {
    const mac = programFolders({ env: { PATH: '/usr/bin:/usr/local/bin' }, platform: 'darwin', home: '/Users/a' });
    expect(mac).toEqual(['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin', '/Users/a/.local/bin']);
    expect(programFolders({ env: {}, platform: 'linux', home: '/home/a' })).toContain('/home/a/.local/bin');
  });
});
