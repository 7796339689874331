import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFolder, folderFixture, folderTrash, type ConnectedFolder, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

const secret = 'SECRET outside';

describe.each(systems)('nothing outside the connected folder is touched ($confinement)', (system) => {
  let inside: FolderFixture;
  let outside: FolderFixture;
  let trash: string;
  let folder: ConnectedFolder;

  beforeEach(async () => {
    inside = await folderFixture({ 'plain.txt': 'plain', 'sub/file.txt': 'file' });
    outside = await folderFixture({ 'canary.txt': secret, 'deep/canary.txt': secret });
    trash = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-trash-')));
    folder = connectFolder(inside.path, system, { trash: folderTrash(trash) });
    const kind = process.platform === 'win32' ? 'junction' : 'dir';
    await symlink(outside.path, inside.at('to-outside'), kind);
    await symlink(inside.at('sub'), inside.at('to-inside'), kind);
    if (process.platform !== 'win32') {
      await symlink(outside.at('canary.txt'), inside.at('link.txt'));
      await symlink(outside.at('nothing-yet.txt'), inside.at('dangling.txt'));
      await symlink('loop', inside.at('loop'));
    }
  });

  afterEach(async () => {
    expect(await readFile(outside.at('canary.txt'), 'utf8')).toBe(secret);
    expect(await readdir(outside.path)).toEqual(['canary.txt', 'deep']);
    expect(await readdir(outside.at('deep'))).toEqual(['canary.txt']);
    await inside.dispose();
    await outside.dispose();
    await rm(trash, { recursive: true });
  });

  /** Every operation at one place. */
  const everything = (place: string): readonly (readonly [string, () => Promise<unknown>])[] => [
    ['list', () => folder.call('list', { path: place })],
    ['stat', () => folder.call('stat', { path: place })],
    ['read', () => folder.call('read', { path: place })],
    ['search', () => folder.call('search', { query: 'SECRET', path: place })],
    ['write', () => folder.call('write', { path: place, text: 'overwritten', overwrite: true })],
    ['createFolder', () => folder.call('createFolder', { path: place })],
    ['delete', () => folder.call('delete', { path: place })],
    ['preview', () => folder.preview(place)],
  ];

  it.each(['..', '../x.txt', 'sub/../../x.txt', '/etc/passwd', 'C:\\Windows\\win.ini', '\\\\server\\share', '\\\\?\\C:\\x'])(
    'by an address that leads out: %s',
    async (place) => {
      for (const [name, call] of everything(place)) expect([name, (await problemOf(call())).category]).toEqual([name, 'permission_error']);
    },
  );

  it('by a name with a zero character', async () => {
    for (const [name, call] of everything('plain.txt\0.png'))
      expect([name, (await problemOf(call())).category]).toEqual([name, 'validation_error']);
  });

  it.each(['to-outside/canary.txt', 'to-outside/deep', 'to-outside/new.txt', 'to-inside/file.txt'])(
    'through a link to a folder: %s',
    async (place) => {
      for (const [name, call] of everything(place)) {
        const { category, message } = await problemOf(call());
        expect([name, category]).toEqual([name, 'permission_error']);
        expect(message).toMatch(/“to-(out|in)side” is a link\. Links are not followed/);
        expect(message).not.toContain(outside.path);
      }
    },
  );

  it('through a link itself, which is shown and left alone', async () => {
    const links =
      process.platform === 'win32' ? ['to-outside', 'to-inside'] : ['to-outside', 'to-inside', 'link.txt', 'dangling.txt', 'loop'];
    for (const place of links) {
      for (const [name, call] of everything(place)) {
        if (name === 'stat') expect(await call()).toMatchObject({ kind: 'link', size: null });
        else expect([place, name, (await problemOf(call())).category]).toEqual([place, name, 'permission_error']);
      }
    }
    const { entries } = await folder.call('list', {});
    expect(
      entries
        .filter(({ kind }) => kind === 'link')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...links].sort());
    expect(await readdir(trash)).toEqual([]);
  });

  it('by a search over everything, which passes links by', async () => {
    const hits: unknown[] = [];
    const result = await folder.call(
      'search',
      { query: 'SECRET', hidden: true, ignored: true },
      { onChunk: (chunk) => void hits.push(...(chunk as unknown[])) },
    );
    expect(hits).toEqual([]);
    expect(result).toMatchObject({ matches: 0, looked: 2 });
  });

  it('when a folder of the way was replaced by a link between two calls', async () => {
    expect((await folder.call('read', { path: 'sub/file.txt' })).text).toBe('file');
    await rename(inside.at('sub'), inside.at('was-sub'));
    await symlink(outside.path, inside.at('sub'), process.platform === 'win32' ? 'junction' : 'dir');
    for (const [name, call] of everything('sub/canary.txt'))
      expect([name, (await problemOf(call())).category]).toEqual([name, 'permission_error']);
  });

  it('when the connected folder itself was replaced by a link', async () => {
    await folder.verify();
    const place = `${inside.path}-moved`;
    await rename(inside.path, place);
    await symlink(outside.path, inside.path, process.platform === 'win32' ? 'junction' : 'dir');
    try {
      for (const [name, call] of everything('canary.txt')) {
        const { category, message } = await problemOf(call());
        expect([name, category]).toEqual([name, 'configuration_error']);
        expect(message).toContain('now leads to another place');
      }
    } finally {
      await rm(inside.path);
      await rename(place, inside.path);
    }
  });

  it('but a second name of a file inside is the file itself', async () => {
    await link(inside.at('plain.txt'), inside.at('sub/second.txt'));
    expect((await folder.call('read', { path: 'sub/second.txt' })).text).toBe('plain');
  });

  it('and the connected folder itself is neither read as a file nor deleted', async () => {
    for (const place of ['.', './', './.'])
      expect((await problemOf(folder.call('read', { path: place }))).category).toBe('validation_error');
    expect(await problemOf(folder.call('delete', { path: '.' }))).toEqual({
      category: 'validation_error',
      message: 'The connected folder itself cannot be moved to the trash from here. Choose something inside it.',
    });
    expect((await stat(inside.path)).isDirectory()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('and pipes and devices are never opened, so that nothing hangs', async () => {
    execFileSync('mkfifo', [inside.at('pipe')]);
    expect(await folder.call('stat', { path: 'pipe' })).toMatchObject({ kind: 'other' });
    for (const [name, call] of everything('pipe')) {
      if (name === 'stat') continue;
      if (name === 'search') {
        await call();
        continue;
      }
      expect([name, (await problemOf(call())).category]).toEqual([name, name === 'createFolder' ? 'conflict' : 'validation_error']);
    }
    expect(await folder.call('search', { query: 'anything' })).toMatchObject({ looked: 2 });
  });

  it('and a folder that is connected through a link works as the folder that it leads to', async () => {
    const way = `${inside.path}-link`;
    await symlink(inside.path, way, process.platform === 'win32' ? 'junction' : 'dir');
    try {
      const linked = connectFolder(way, system);
      expect((await linked.verify()).account).toBe(inside.path);
      await linked.call('write', { path: 'new.txt', text: 'x' });
      expect(await readFile(inside.at('new.txt'), 'utf8')).toBe('x');
    } finally {
      await rm(way);
    }
  });

  it('and names that differ only in capitals or in the way of writing an accent are what the disk says they are', async () => {
    await mkdir(inside.at('names'));
    for (const name of ['Readme.md', 'readme.md', 'gr\u00fcn', 'gru\u0308n']) await writeFile(inside.at(`names/${name}`), name);
    const { entries, total } = await folder.call('list', { path: 'names' });
    expect(total).toBe((await readdir(inside.at('names'))).length);
    for (const { path: place, name } of entries) {
      expect(place).toBe(`names/${name}`);
      expect((await folder.call('read', { path: `names/${name}` })).text).toBe(await readFile(inside.at(`names/${name}`), 'utf8'));
    }
  });
});
