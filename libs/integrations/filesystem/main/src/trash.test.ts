import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFolder, folderFixture, folderTrash, type ConnectedFolder, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

describe.each(systems)('moving to the trash ($confinement)', (system) => {
  let disk: FolderFixture;
  let trash: string;
  let folder: ConnectedFolder;

  beforeEach(async () => {
    disk = await folderFixture({ 'notes.txt': 'hello', 'full/a.txt': 'a', 'full/deep/b.txt': 'b' });
    await mkdir(disk.at('empty'));
    trash = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-trash-')));
    folder = connectFolder(disk.path, system, { trash: folderTrash(trash) });
  });

  afterEach(async () => {
    await disk.dispose();
    await rm(trash, { recursive: true });
  });

  it('moves a file or a folder with what is in it', async () => {
    expect(await folder.call('delete', { path: 'notes.txt' })).toEqual({ path: 'notes.txt', kind: 'file' });
    expect(await folder.call('delete', { path: 'full' })).toEqual({ path: 'full', kind: 'folder' });
    expect(await readdir(disk.path)).toEqual(['empty']);
    expect(await readFile(path.join(trash, '2-full', 'deep', 'b.txt'), 'utf8')).toBe('b');
  });

  it('says before what it will do, and changes nothing by saying it', async () => {
    expect(await folder.preview('notes.txt')).toMatchObject({ summary: 'Moves “notes.txt” to the trash.', details: ['1 file, 5 bytes.'] });
    expect((await folder.preview('full')).details).toEqual(['A folder with 3 entries in it.']);
    expect((await folder.preview('full/deep')).details).toEqual(['A folder with 1 entry in it.']);
    expect((await folder.preview('empty')).details).toEqual(['An empty folder.']);
    expect(await readdir(disk.path)).toHaveLength(3);
  });

  it('counts a huge folder only so far', async () => {
    for (let part = 0; part < 3; part += 1) {
      await mkdir(disk.at(`full/part-${String(part)}`));
      for (let index = 0; index < 3500; index += 1) writeFileSync(disk.at(`full/part-${String(part)}/${String(index)}`), '');
    }
    expect((await folder.preview('full')).details).toEqual(['A folder with at least 10,000 entries in it.']);
  });

  it('counts only so deep', async () => {
    await mkdir(disk.at(`full/${Array.from({ length: 80 }, () => 'd').join('/')}`), { recursive: true });
    expect((await folder.preview('full')).details).toEqual(['A folder with at least 68 entries in it.']);
  });

  it('gives another fingerprint when what it looked at has changed, and the same when it has not', async () => {
    for (const [place, change] of [
      ['notes.txt', () => disk.file('notes.txt', 'hello!')],
      ['full', () => disk.file('full/new.txt', '')],
      ['full', () => disk.file('full/deep/new.txt', '')],
    ] as const) {
      const { fingerprint } = await folder.preview(place);
      expect((await folder.preview(place)).fingerprint).toBe(fingerprint);
      await change();
      expect((await folder.preview(place)).fingerprint).not.toBe(fingerprint);
    }
  });

  it('says so when it is not there', async () => {
    expect((await problemOf(folder.call('delete', { path: 'none.txt' }))).category).toBe('not_found');
    expect((await problemOf(folder.preview('none.txt'))).category).toBe('not_found');
  });

  it('says so when the system has no trash for it, or only pretends to have one', async () => {
    const message =
      'The system could not move “notes.txt” to the trash. Its drive may have none. It was left where it is; delete it with your file manager.';
    for (const broken of [() => Promise.reject(new Error('gio: no trash here')), () => Promise.resolve()]) {
      const other = connectFolder(disk.path, system, { trash: broken });
      expect(await problemOf(other.call('delete', { path: 'notes.txt' }))).toEqual({ category: 'storage_error', message });
    }
    expect(await readFile(disk.at('notes.txt'), 'utf8')).toBe('hello');
  });

  it('takes the disk’s word for it when the trash moves something and then fails', async () => {
    const moves = folderTrash(trash);
    const failing = connectFolder(disk.path, system, {
      trash: async (place) => {
        await moves(place);
        throw new Error('the desktop could not be told');
      },
    });
    expect(await failing.call('delete', { path: 'notes.txt' })).toEqual({ path: 'notes.txt', kind: 'file' });
  });

  it('moves nothing once it is cancelled', async () => {
    expect((await problemOf(folder.call('delete', { path: 'notes.txt' }, { signal: AbortSignal.abort() }))).category).toBe('cancelled');
    expect(await readdir(trash)).toEqual([]);
  });
});
