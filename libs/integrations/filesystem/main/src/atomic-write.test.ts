import { asOrdinaryUser } from '@wiz/conformance';
import { sleepOn, systemClock, type Clock } from '@wiz/core';
import { chmod, chown, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atomicWrite } from './atomic-write.ts';
import { openCheckedAnchor } from './checked-anchor.ts';
import { contentVersion } from './content-version.ts';
import { fileError, isPassable } from './file-error.ts';
import { FolderClient } from './folder-client.ts';
import { connectFolder, folderFixture, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

let disk: FolderFixture;
beforeEach(async () => {
  disk = await folderFixture({ 'a.txt': 'old' });
});
afterEach(() => disk.dispose());

/** Gives places to the user that `asOrdinaryUser` works as. */
async function ownedByOrdinaryUser(...places: readonly string[]): Promise<void> {
  if (process.geteuid?.() === 0) for (const place of places) await chown(place, 65_534, 65_534);
}

/** A clock whose sleeps call back instead of lasting. */
function clockThat(onSleep: () => Promise<void>): Clock {
  const real = systemClock();
  return { ...real, sleep: (_ms, signal) => onSleep().then(() => sleepOn(real, 0, signal)) };
}

describe('a file that another program keeps busy', () => {
  // Windows' answer while it is busy is what Linux says of a folder that nothing may be renamed in: EACCES.
  it.skipIf(process.platform === 'win32')('is not replaced with what that program has saved meanwhile unseen', async () => {
    await ownedByOrdinaryUser(disk.path, disk.at('a.txt'));
    const clock = clockThat(async () => {
      await chmod(disk.path, 0o755);
      await writeFile(disk.at('a.txt'), 'saved by the other program');
    });
    await asOrdinaryUser(async () => {
      const anchor = await openCheckedAnchor(disk.path);
      let looks = 0;
      const folder = {
        ...anchor,
        // The second time is right before the new content takes its place.
        confirm: async () => {
          looks += 1;
          if (looks === 2) await chmod(disk.path, 0o555);
          return anchor.confirm();
        },
      };
      const writing = atomicWrite({
        client: new FolderClient(disk.path, { platform: 'win32', confinement: 'checked' }),
        clock,
        signal: new AbortController().signal,
        folder,
        name: 'a.txt',
        shown: 'a.txt',
        bytes: Buffer.from('new'),
        version: contentVersion(Buffer.from('old')),
        overwrite: false,
      });
      expect((await problemOf(writing)).category).toBe('conflict');
    });
    expect(await readFile(disk.at('a.txt'), 'utf8')).toBe('saved by the other program');
    expect(await readdir(disk.path)).toEqual(['a.txt']);
  });

  it('is passed over by a search, as is one that its cloud drive has not brought', () => {
    for (const code of ['EBUSY', 'UNKNOWN', 'EACCES'])
      expect([code, isPassable(fileError(Object.assign(new Error(code), { code }), 'a.txt'))]).toEqual([code, true]);
    for (const code of ['EMFILE', 'EIO', 'ENODEV'])
      expect([code, isPassable(fileError(Object.assign(new Error(code), { code }), 'a.txt'))]).toEqual([code, false]);
  });
});

describe('a file of a group that cannot be kept', () => {
  it.skipIf(process.geteuid?.() !== 0)('gives another group no more than everybody has', async () => {
    await chown(disk.path, 65_534, 65_534);
    await chown(disk.at('a.txt'), 65_534, 1234);
    await chmod(disk.at('a.txt'), 0o664);
    await asOrdinaryUser(() => connectFolder(disk.path).call('write', { path: 'a.txt', text: 'new', overwrite: true }));
    const { mode, gid } = await stat(disk.at('a.txt'));
    expect([gid, mode & 0o7777]).toEqual([65_534, 0o644]);
  });
});

describe.each(systems)('what a killed process has left ($confinement)', (system) => {
  const left = '.wiz-00000000-0000-4000-8000-00000000000';
  const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

  it('is neither listed nor searched', async () => {
    await disk.file(`${left}0.tmp`, 'needle');
    const folder = connectFolder(disk.path, system);
    expect((await folder.call('list', {})).entries.map(({ name }) => name)).toEqual(['a.txt']);
    expect((await folder.call('list', {})).total).toBe(1);
    expect(await folder.call('search', { query: 'needle', hidden: true })).toMatchObject({ matches: 0, skipped: 0 });
  });

  it('is removed by the next write in its folder when it is older than an hour', async () => {
    const old = await disk.file(`${left}0.tmp`, 'x');
    const young = await disk.file(`${left}1.tmp`, 'x');
    const other = await disk.file('.wiz-mine.tmp', 'x');
    await utimes(old, ago(61), ago(61));
    await utimes(young, ago(59), ago(59));
    await utimes(other, ago(61), ago(61));
    await disk.file(`sub/${left}2.tmp`, 'x');
    await utimes(disk.at(`sub/${left}2.tmp`), ago(61), ago(61));
    const folder = connectFolder(disk.path, system);
    await folder.call('write', { path: 'b.txt', text: 'b' });
    expect((await readdir(disk.path)).sort()).toEqual([`${left}1.tmp`, '.wiz-mine.tmp', 'a.txt', 'b.txt', 'sub']);
    expect(await readdir(disk.at('sub'))).toEqual([`${left}2.tmp`]);
  });
});
