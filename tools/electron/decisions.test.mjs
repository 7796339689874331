import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from './cache-folder.mjs';
import { waysToElectron } from './ensure-electron.mjs';
import { routeOf, worthTrying } from './fetch-official.mjs';
import { executableIn, findElectron, officialCopy } from './find-electron.mjs';
import { hasDisplay } from './machine.mjs';
import { parseUser } from './ordinary-user.mjs';
import { standInFits, standInFolder } from './stand-in.mjs';
import { chooseStart } from './start-choice.mjs';

describe('where nobody looks', () => {
  it('is a Linux without either display variable', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});

describe('npm start', () => {
  it('tours where nobody looks, with either Electron', () => {
    expect(chooseStart({ display: false, root: true, kind: 'stand-in', standInAllowed: false })).toEqual({ how: 'tour' });
    expect(chooseStart({ display: false, root: false, kind: 'official', standInAllowed: false })).toEqual({ how: 'tour' });
  });

  it('meets the user’s own data only in the official Electron', () => {
    expect(chooseStart({ display: true, root: false, kind: 'official', standInAllowed: true })).toEqual({ how: 'personal' });
    expect(chooseStart({ display: true, root: false, kind: 'stand-in', standInAllowed: true })).toEqual({ how: 'session' });
  });

  it('stops rather than open the stand-in unasked', () => {
    expect(chooseStart({ display: true, root: false, kind: 'stand-in', standInAllowed: false })).toEqual({ how: 'stop' });
  });

  it('says how to get the official Electron', () => {
    expect(waysToElectron(path.join(path.sep, 'clone'))).toMatch(/ELECTRON_MIRROR[\s\S]*HTTPS_PROXY/);
  });
});

describe('a failed download', () => {
  const failure = { at: 1_000_000, version: '45.4.1', route: routeOf({}) };
  const hour = 60 * 60_000;

  it('is not repeated at once', () => {
    expect(worthTrying(failure, { now: failure.at + hour, version: '45.4.1', route: routeOf({}) })).toBe(false);
  });

  it('is tried again after a day, for another version, and over another route', () => {
    expect(worthTrying(undefined, { now: 0, version: '45.4.1', route: '' })).toBe(true);
    expect(worthTrying(failure, { now: failure.at + 24 * hour, version: '45.4.1', route: routeOf({}) })).toBe(true);
    expect(worthTrying(failure, { now: failure.at + hour, version: '45.4.2', route: routeOf({}) })).toBe(true);
    const mirror = routeOf({ ELECTRON_MIRROR: 'https://mirror.example/' });
    expect(worthTrying(failure, { now: failure.at + hour, version: '45.4.1', route: mirror })).toBe(true);
    expect(worthTrying(failure, { now: failure.at + hour, version: '45.4.1', route: routeOf({ HTTPS_PROXY: 'http://proxy' }) })).toBe(true);
  });
});

describe('the cache', () => {
  it('lies where the ordinary user can read it when we are root', () => {
    const facts = /** @type {const} */ ({ platform: 'linux', home: path.join(path.sep, 'root'), env: {} });
    expect(cacheFolder({ ...facts, root: true })).toBe(path.join(path.sep, 'var', 'cache', 'project-wiz'));
    expect(cacheFolder({ ...facts, root: false })).toBe(path.join(path.sep, 'root', '.cache', 'project-wiz'));
  });

  it('ignores a relative XDG_CACHE_HOME, as its specification asks', () => {
    const home = path.join(path.sep, 'home', 'ann');
    expect(cacheFolder({ platform: 'linux', root: false, home, env: { XDG_CACHE_HOME: 'here' } })).toBe(
      path.join(home, '.cache', 'project-wiz'),
    );
  });
});

describe('which Electron', () => {
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'wiz-find-'));
    await put(path.join('node_modules', 'electron', 'package.json'), '{"version":"45.4.1"}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** @param {string} name @param {string} text */
  async function put(name, text) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  /** @param {NodeJS.ProcessEnv} [env] @returns {import('./machine.mjs').Machine} */
  const machine = (env = {}) => ({ platform: 'linux', arch: 'x64', root: false, display: false, cache: path.join(folder, 'cache'), env });

  it('is none before one was fetched', () => {
    expect(findElectron(folder, machine())).toBeUndefined();
  });

  it('is the stand-in when it is all there is', async () => {
    await put(path.relative(folder, path.join(standInFolder(machine().cache), 'electron')), '');
    expect(findElectron(folder, machine())).toMatchObject({ kind: 'stand-in', version: '25.1.1', buildTarget: 'standin' });
  });

  it('is the official one of the wanted version before all others', async () => {
    await put(path.relative(folder, path.join(standInFolder(machine().cache), 'electron')), '');
    const dist = path.join('node_modules', 'electron', 'dist');
    await put(path.join(dist, 'electron'), '');
    await put(path.join(dist, 'version'), '44.0.0');
    expect(findElectron(folder, machine())?.kind).toBe('stand-in');
    await put(path.join(dist, 'version'), 'v45.4.1\n');
    expect(findElectron(folder, machine())).toMatchObject({ kind: 'official', version: '45.4.1', buildTarget: 'current' });
    const copy = officialCopy(machine().cache, '45.4.1');
    await put(path.relative(folder, path.join(copy, 'electron')), '');
    await put(path.relative(folder, path.join(copy, 'version')), '45.4.1');
    expect(findElectron(folder, machine())?.executable).toBe(path.join(copy, 'electron'));
  });

  it('may be one that the user unpacked', async () => {
    await put(path.join('own', 'electron'), '');
    await put(path.join('own', 'version'), '45.4.1');
    const own = path.join(folder, 'own');
    expect(findElectron(folder, machine({ ELECTRON_OVERRIDE_DIST_PATH: own }))?.executable).toBe(path.join(own, 'electron'));
  });

  it('has its binary where each system’s distribution puts it', () => {
    expect(executableIn('win32')).toBe('electron.exe');
    expect(executableIn('darwin')).toMatch(/Electron\.app/);
    expect(standInFits({ platform: 'linux', arch: 'x64' })).toBe(true);
    expect(standInFits({ platform: 'linux', arch: 'arm64' })).toBe(false);
  });
});

describe('the ordinary user', () => {
  it('is read from the list of users, never the superuser', () => {
    const list = 'root:x:0:0:root:/root:/bin/bash\nbroken\nwiz-sandbox:x:999:995::/nonexistent:/usr/sbin/nologin\n';
    expect(parseUser(list, 'wiz-sandbox')).toEqual({ name: 'wiz-sandbox', uid: 999, gid: 995 });
    expect(parseUser(list, 'root')).toBeUndefined();
    expect(parseUser(list, 'nobody')).toBeUndefined();
  });
});
