import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFolder, folderFixture, type ConnectedFolder, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

describe.each(systems)('entries ($confinement)', (system) => {
  let disk: FolderFixture;
  let folder: ConnectedFolder;

  beforeEach(async () => {
    disk = await folderFixture({ 'b.txt': 'bb', 'a10.txt': '', 'a2.txt': 'x', 'z/inner.txt': 'inner', '.hidden': '' });
    folder = connectFolder(disk.path, system);
  });

  afterEach(() => disk.dispose());

  it('lists folders first, then by name, with size, time and the path to go on with', async () => {
    const answer = await folder.call('list', { path: '' });
    expect(answer).toMatchObject({ path: '', total: 5, unreachable: 0, nextCursor: null });
    expect(answer.entries.map(({ name, kind, size, path }) => [name, kind, size, path])).toEqual([
      ['z', 'folder', null, 'z'],
      ['.hidden', 'file', 0, '.hidden'],
      ['a2.txt', 'file', 1, 'a2.txt'],
      ['a10.txt', 'file', 0, 'a10.txt'],
      ['b.txt', 'file', 2, 'b.txt'],
    ]);
    expect(answer.entries[4]?.modified).toBe(Math.floor((await stat(disk.at('b.txt'))).mtimeMs));
    expect((await folder.call('list', { path: 'z/' })).entries[0]?.path).toBe('z/inner.txt');
  });

  it('goes on where the page before ended, also when entries came and went in between', async () => {
    const first = await folder.call('list', { limit: 2 });
    expect(first.entries.map(({ name }) => name)).toEqual(['z', '.hidden']);
    await disk.file('.earlier', '');
    await disk.file('a3.txt', '');
    const second = await folder.call('list', { limit: 10, cursor: first.nextCursor ?? '' });
    expect(second.entries.map(({ name }) => name)).toEqual(['a2.txt', 'a3.txt', 'a10.txt', 'b.txt']);
    expect(second.nextCursor).toBeNull();
  });

  it('says that a file is no folder, and that a folder is not there', async () => {
    expect((await problemOf(folder.call('list', { path: 'b.txt' }))).category).toBe('validation_error');
    expect((await problemOf(folder.call('list', { path: 'none' }))).category).toBe('not_found');
  });

  it('looks at files, folders and the connected folder itself', async () => {
    expect(await folder.call('stat', { path: 'z/inner.txt' })).toMatchObject({
      path: 'z/inner.txt',
      name: 'inner.txt',
      kind: 'file',
      size: 5,
    });
    expect(await folder.call('stat', { path: 'z' })).toMatchObject({ kind: 'folder', size: null });
    expect(await folder.call('stat', {})).toMatchObject({ path: '', kind: 'folder' });
    expect((await problemOf(folder.call('stat', { path: 'none' }))).category).toBe('not_found');
  });

  it('creates a folder with those above it, and says when it was there', async () => {
    expect(await folder.call('createFolder', { path: 'one/two/three' })).toEqual({ path: 'one/two/three', created: true });
    expect((await stat(disk.at('one/two/three'))).isDirectory()).toBe(true);
    expect(await folder.call('createFolder', { path: 'one/two/three' })).toEqual({ path: 'one/two/three', created: false });
    expect(await folder.call('createFolder', { path: 'one/two/three/four' })).toMatchObject({ created: true });
  });

  it('creates no folder where a file is, and none with a name that another system refuses', async () => {
    expect(await problemOf(folder.call('createFolder', { path: 'b.txt' }))).toEqual({
      category: 'conflict',
      message: 'There is a file named “b.txt” already. Choose another name for the folder.',
    });
    expect((await problemOf(folder.call('createFolder', { path: 'new/aux' }))).category).toBe('validation_error');
    expect(await readdir(disk.path)).not.toContain('new');
  });

  it.runIf(process.platform === 'linux')('shows names that are no text and offers nothing that would fail', async () => {
    await mkdir(disk.at('odd'));
    await writeFile(Buffer.concat([Buffer.from(`${disk.at('odd')}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]), 'needle');
    await writeFile(disk.at('odd/C:name'), 'needle');
    await writeFile(disk.at('odd/new\nline'), 'needle');
    const { entries, total, unreachable } = await folder.call('list', { path: 'odd' });
    expect(total).toBe(3);
    expect(unreachable).toBe(2);
    expect(entries.map(({ name, path, size }) => [name, path, size])).toEqual(
      expect.arrayContaining([
        ['bad-\\xff\\xfe.txt', null, 6],
        ['C:name', null, 6],
        ['new\nline', 'odd/new\nline', 6],
      ]),
    );
    const result = await folder.call('search', { query: 'needle', path: 'odd' });
    expect(result).toMatchObject({ matches: 1, looked: 1, skipped: 2 });
  });
});
