import { asOrdinaryUser } from '@wiz/conformance';
import type { Progress } from '@wiz/integration-kit/main';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { access, chmod, mkdir, readdir, readFile, rename, rm, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectFolder, folderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

/** A folder for many small files, in memory where there is one. */
async function quickPlace(): Promise<string | undefined> {
  return access('/dev/shm').then(
    () => '/dev/shm',
    () => undefined,
  );
}

describe.each(systems)('a folder that is not as it should be ($confinement)', (system) => {
  it('names its real path and its label when all is well', async () => {
    const disk = await folderFixture();
    expect(await connectFolder(disk.path, system).verify()).toEqual({ account: disk.path, label: path.basename(disk.path) });
    await disk.dispose();
  });

  it('has vanished: says so, and works again once it is back', async () => {
    const disk = await folderFixture({ 'a.txt': 'a' });
    const folder = connectFolder(disk.path, system);
    const other = await folderFixture({ 'b.txt': 'b' });
    await rename(disk.path, `${disk.path}-away`);
    const gone = {
      category: 'not_found',
      message: `The folder “${path.basename(disk.path)}” is gone: moved, deleted, or on a drive that is not connected. Bring it back, or edit the connection.`,
    };
    for (const call of [
      folder.verify(),
      folder.call('list', {}),
      folder.call('search', { query: 'a' }),
      folder.call('write', { path: 'x', text: '' }),
    ])
      expect(await problemOf(call)).toEqual(gone);
    expect((await connectFolder(other.path, system).call('list', {})).total).toBe(1);
    await rename(`${disk.path}-away`, disk.path);
    expect((await folder.call('list', {})).total).toBe(1);
    await disk.dispose();
    await other.dispose();
  });

  it('is a file, or lies below one, or has no complete address', async () => {
    const disk = await folderFixture({ 'file.txt': 'x' });
    for (const root of [disk.at('file.txt'), disk.at('file.txt/below')]) {
      expect(await problemOf(connectFolder(root, system).verify())).toMatchObject({
        category: 'configuration_error',
        message: expect.stringContaining('is not a folder') as string,
      });
    }
    for (const root of ['relative/place', '~/notes', `${disk.path}\0x`]) {
      expect(await problemOf(connectFolder(root, system).verify())).toMatchObject({
        category: 'configuration_error',
        message: expect.stringContaining('has no complete address') as string,
      });
    }
    await disk.dispose();
  });

  it.skipIf(process.platform === 'win32')(
    'leads to another place than the saved one: is refused until the connection is edited',
    async () => {
      const disk = await folderFixture({ 'first/a.txt': 'a', 'second/b.txt': 'b' });
      await symlink(disk.at('first'), disk.at('root'));
      const { account } = await connectFolder(disk.at('root'), system).verify();
      expect((await connectFolder(disk.at('root'), system, {}, account).call('list', {})).total).toBe(1);
      await unlink(disk.at('root'));
      await symlink(disk.at('second'), disk.at('root'));
      const restarted = connectFolder(disk.at('root'), system, {}, account);
      for (const call of [() => restarted.call('list', {}), () => restarted.call('write', { path: 'x', text: '' })]) {
        expect(await problemOf(call())).toEqual({
          category: 'configuration_error',
          message: 'The folder “root” now leads to another place. Edit the connection and choose the folder again.',
        });
      }
      // A trial of the same words looks at what is there now.
      expect((await connectFolder(disk.at('root'), system).verify()).account).toBe(disk.at('second'));
      await disk.dispose();
    },
  );

  it.skipIf(process.platform === 'win32')('is unreadable, in whole or in part', async () => {
    const disk = await folderFixture({
      'open.txt': 'needle',
      'closed.txt': 'needle',
      'closed/in.txt': 'needle',
      'listed/in.txt': 'needle',
      'readonly/in.txt': 'kept',
      'readonly.txt': 'kept',
    });
    await chmod(disk.path, 0o777);
    await chmod(disk.at('readonly'), 0o555);
    await chmod(disk.at('readonly.txt'), 0o444);
    await chmod(disk.at('listed'), 0o744);
    await chmod(disk.at('closed'), 0o700);
    await chmod(disk.at('closed.txt'), 0o600);
    if (process.geteuid?.() !== 0) for (const name of ['closed', 'closed.txt']) await chmod(disk.at(name), 0);
    if (process.geteuid?.() !== 0) await chmod(disk.at('listed'), 0o444);
    const folder = connectFolder(disk.path, system);
    await asOrdinaryUser(async () => {
      expect(await problemOf(folder.call('list', { path: 'closed' }))).toEqual({
        category: 'permission_error',
        message: '“closed”: Your account may not do this here. Change the permissions or choose another place.',
      });
      expect((await problemOf(folder.call('read', { path: 'closed.txt' }))).category).toBe('permission_error');
      expect((await problemOf(folder.call('read', { path: 'closed/in.txt' }))).category).toBe('permission_error');
      expect((await folder.call('list', { path: 'listed' })).entries).toMatchObject([
        { name: 'in.txt', kind: 'file', size: null, modified: null },
      ]);
      expect(await folder.call('search', { query: 'needle', in: 'content' })).toMatchObject({ matches: 1, skipped: 3 });
      expect((await problemOf(folder.call('write', { path: 'readonly/new.txt', text: 'x' }))).category).toBe('permission_error');
      expect((await problemOf(folder.call('createFolder', { path: 'readonly/new' }))).category).toBe('permission_error');
      expect((await problemOf(folder.call('write', { path: 'readonly.txt', text: 'x', overwrite: true }))).category).toBe(
        'permission_error',
      );
      expect((await problemOf(connectFolder(disk.at('closed'), system).verify())).category).toBe('permission_error');
    });
    expect(await readFile(disk.at('readonly.txt'), 'utf8')).toBe('kept');
    expect(await readdir(disk.at('readonly'))).toEqual(['in.txt']);
    for (const name of ['closed', 'listed', 'readonly']) await chmod(disk.at(name), 0o700);
    await disk.dispose();
  });
});

it('lists a folder with 100 000 entries page by page, and stops searching it at once when cancelled', { timeout: 90_000 }, async () => {
  const disk = await folderFixture({}, await quickPlace());
  mkdirSync(disk.at('many'));
  for (let index = 0; index < 100_000; index += 1) {
    const place = disk.at(`many/${String(index).padStart(6, '0')}.txt`);
    // Second names of a file are made in half the time; a disk may allow 65 000 of them.
    if (index % 50_000 === 0) writeFileSync(place, 'content');
    else linkSync(disk.at(`many/${index < 50_000 ? '000000' : '050000'}.txt`), place);
  }
  for (const system of systems) {
    const folder = connectFolder(disk.path, system);
    const first = await folder.call('list', { path: 'many' });
    expect(first).toMatchObject({ total: 100_000 });
    expect(first.entries).toHaveLength(1000);
    expect(first.entries[999]?.name).toBe('000999.txt');
    const second = await folder.call('list', { path: 'many', limit: 10, cursor: first.nextCursor ?? '' });
    expect(second.entries[0]?.name).toBe('001000.txt');
    const controller = new AbortController();
    const looked: number[] = [];
    const onProgress = ({ done }: Progress): void => {
      looked.push(done);
      if (done > 0) controller.abort();
    };
    const searching = folder.call('search', { query: 'nowhere', path: 'many' }, { signal: controller.signal, onProgress });
    expect((await problemOf(searching)).category).toBe('cancelled');
    expect(looked.at(-1)).toBeLessThan(50_000);
  }
  await disk.dispose();
});

const canMount = process.platform === 'linux' && process.geteuid?.() === 0;

describe.skipIf(!canMount).each(systems)('a folder on a full disk ($confinement)', (system) => {
  it('refuses to write, keeps the old content, and leaves nothing half written', async (context) => {
    const disk = await folderFixture();
    await mkdir(disk.at('small'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk.at('small')], { stdio: 'pipe' });
    } catch {
      await disk.dispose();
      context.skip('mounting is forbidden here, so there is no small disk to fill');
    }
    try {
      const folder = connectFolder(disk.at('small'), system);
      await folder.call('write', { path: 'kept.txt', text: 'old' });
      const large = 'x'.repeat(2 * 1024 * 1024);
      const full = {
        category: 'storage_error',
        message: expect.stringContaining('The disk is full. Free some space, then try again. Nothing was changed.') as string,
      };
      expect(await problemOf(folder.call('write', { path: 'kept.txt', text: large, overwrite: true }))).toEqual(full);
      expect(await problemOf(folder.call('write', { path: 'new.txt', text: large }))).toEqual(full);
      expect(await readdir(disk.at('small'))).toEqual(['kept.txt']);
      expect(await readFile(disk.at('small/kept.txt'), 'utf8')).toBe('old');
      expect((await folder.call('write', { path: 'new.txt', text: 'fits' })).created).toBe(true);
    } finally {
      execFileSync('umount', [disk.at('small')]);
      await disk.dispose();
      await rm(disk.path, { recursive: true, force: true });
    }
  });
});
