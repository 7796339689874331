import { ManualClock } from '@wiz/core/testing';
import { chmod, link, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFolder, folderFixture, type ConnectedFolder, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

const mebibyte = 1024 * 1024;

describe.each(systems)('files ($confinement)', (system) => {
  let disk: FolderFixture;
  let folder: ConnectedFolder;

  beforeEach(async () => {
    disk = await folderFixture({ 'notes/today.txt': 'first line\nsecond line\n' });
    folder = connectFolder(disk.path, system);
  });

  afterEach(() => disk.dispose());

  describe('read', () => {
    it('gives text with size, time and version', async () => {
      const seen = await stat(disk.at('notes/today.txt'));
      expect(await folder.call('read', { path: 'notes/today.txt' })).toEqual({
        path: 'notes/today.txt',
        text: 'first line\nsecond line\n',
        encoding: 'utf8',
        size: 23,
        modified: Math.floor(seen.mtimeMs),
        version: expect.stringMatching(/^[\w-]{43}$/) as string,
      });
    });

    it('gives bytes that are no text in Base64, each byte kept', async () => {
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      await disk.file('picture.bin', bytes);
      const answer = await folder.call('read', { path: 'picture.bin' });
      expect(answer.encoding).toBe('base64');
      expect(Buffer.from(answer.text, 'base64')).toEqual(bytes);
    });

    it('keeps a byte order mark and odd line ends, so that writing back changes nothing', async () => {
      const content = '\ufeffa\r\nb\rc\n\n\u2028🙂';
      await disk.file('odd.txt', content);
      const { text, version } = await folder.call('read', { path: 'odd.txt' });
      expect(text).toBe(content);
      expect((await folder.call('write', { path: 'odd.txt', text, version })).version).toBe(version);
      expect(await readFile(disk.at('odd.txt'), 'utf8')).toBe(content);
    });

    it('gives an empty file as empty text', async () => {
      await disk.file('empty', '');
      expect(await folder.call('read', { path: 'empty' })).toMatchObject({ text: '', encoding: 'utf8', size: 0 });
    });

    it('refuses a file above the limit, in whole, and takes one that just fits', async () => {
      await disk.file('big.txt', 'x'.repeat(mebibyte + 1));
      expect(await problemOf(folder.call('read', { path: 'big.txt' }))).toEqual({
        category: 'too_large',
        message:
          '“big.txt” has more than the allowed 1,048,576 bytes. Raise “Largest size”, up to 10,485,760, or open it in another program.',
      });
      expect((await folder.call('read', { path: 'big.txt', maxBytes: mebibyte + 1 })).size).toBe(mebibyte + 1);
      expect((await problemOf(folder.call('read', { path: 'big.txt', maxBytes: 11 * mebibyte }))).category).toBe('validation_error');
    });

    it.runIf(process.platform === 'linux')('stops at the limit of a file that does not tell its size', async () => {
      // /proc says 0 for every size; the kernel's symbol table has far more than that.
      const proc = connectFolder('/proc', system);
      expect((await problemOf(proc.call('read', { path: 'kallsyms', maxBytes: 1000 }))).category).toBe('too_large');
      expect((await proc.call('read', { path: 'version' })).text).toContain('Linux');
    });

    it('says that a file is not there, is a folder, or lies below a file', async () => {
      expect(await problemOf(folder.call('read', { path: 'notes/none.txt' }))).toEqual({
        category: 'not_found',
        message: '“notes/none.txt”: It is not there any more. Look again, it may have been moved or deleted.',
      });
      expect((await problemOf(folder.call('read', { path: 'notes' }))).message).toBe('“notes” is a folder, not a file. Choose a file.');
      expect((await problemOf(folder.call('read', { path: 'notes/today.txt/x' }))).message).toBe(
        '“notes/today.txt” is a file, not a folder. Check the path.',
      );
    });

    it('says that a file changed while it was read', async () => {
      const place = await disk.file('growing.txt', 'x'.repeat(8 * mebibyte));
      const watched = { stop: false };
      const grow = (async () => {
        for (let round = 0; !watched.stop; round += 1) await writeFile(place, `${String(round)}\n`, { flag: 'a' });
      })();
      const problem = await problemOf(folder.call('read', { path: 'growing.txt', maxBytes: 10 * mebibyte }));
      watched.stop = true;
      await grow;
      expect(problem).toEqual({ category: 'conflict', message: '“growing.txt” changed while it was used. Try again.' });
    });

    it('stops when it is cancelled', async () => {
      expect((await problemOf(folder.call('read', { path: 'notes/today.txt' }, { signal: AbortSignal.abort() }))).category).toBe(
        'cancelled',
      );
    });
  });

  describe('write', () => {
    const leftovers = async (): Promise<string[]> => (await readdir(disk.at('notes'))).filter((name) => name.includes('.tmp'));
    afterEach(async () => {
      expect(await leftovers()).toEqual([]);
    });

    it('creates a file and says so', async () => {
      const answer = await folder.call('write', { path: 'notes/new.txt', text: 'grün 🙂' });
      expect(answer).toMatchObject({ path: 'notes/new.txt', created: true, size: 10 });
      expect(await readFile(disk.at('notes/new.txt'), 'utf8')).toBe('grün 🙂');
      expect((await folder.call('read', { path: 'notes/new.txt' })).version).toBe(answer.version);
    });

    it('replaces exactly what was read', async () => {
      const { version } = await folder.call('read', { path: 'notes/today.txt' });
      const saved = await folder.call('write', { path: 'notes/today.txt', text: 'second', version });
      expect(saved.created).toBe(false);
      await folder.call('write', { path: 'notes/today.txt', text: 'third', version: saved.version });
      expect(await readFile(disk.at('notes/today.txt'), 'utf8')).toBe('third');
    });

    it('refuses when the file changed since, also with the same size and time', async () => {
      const place = disk.at('notes/today.txt');
      const { version } = await folder.call('read', { path: 'notes/today.txt' });
      const { atime, mtime } = await stat(place);
      await writeFile(place, 'FIRST line\nsecond line\n');
      await utimes(place, atime, mtime);
      expect(await problemOf(folder.call('write', { path: 'notes/today.txt', text: 'mine', version }))).toEqual({
        category: 'conflict',
        message: '“notes/today.txt” has changed since you read it. Nothing was written. Read it again, then decide what to keep.',
      });
      expect(await readFile(place, 'utf8')).toBe('FIRST line\nsecond line\n');
    });

    it('refuses when the file was deleted since', async () => {
      const { version } = await folder.call('read', { path: 'notes/today.txt' });
      await rm(disk.at('notes/today.txt'));
      const problem = await problemOf(folder.call('write', { path: 'notes/today.txt', text: 'mine', version }));
      expect(problem).toMatchObject({ category: 'conflict', message: expect.stringContaining('was deleted since you read it') as string });
      expect(await readdir(disk.at('notes'))).toEqual([]);
    });

    it('refuses to replace what nobody read, unless told to', async () => {
      const problem = await problemOf(folder.call('write', { path: 'notes/today.txt', text: 'mine' }));
      expect(problem).toMatchObject({
        category: 'conflict',
        message: expect.stringContaining('exists already. Nothing was written.') as string,
      });
      expect((await folder.call('write', { path: 'notes/today.txt', text: 'mine', overwrite: true })).created).toBe(false);
      expect(await readFile(disk.at('notes/today.txt'), 'utf8')).toBe('mine');
    });

    it('lets only one of two savers through who read the same content', async () => {
      const { version } = await folder.call('read', { path: 'notes/today.txt' });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => folder.call('write', { path: 'notes/today.txt', text: `from ${String(index)}`, version })),
      );
      const through = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []));
      expect(through).toHaveLength(1);
      expect(await readFile(disk.at('notes/today.txt'), 'utf8')).toBe(`from ${String(through[0])}`);
    });

    it('lets only one of two creators through', async () => {
      const others = Array.from({ length: 4 }, () => connectFolder(disk.path, system));
      const outcomes = await Promise.allSettled(
        others.map((other, index) => other.call('write', { path: 'notes/new.txt', text: `from ${String(index)}` })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('shows whoever looks the old or the new content, never a part', async () => {
      const contents = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(2 * mebibyte));
      await disk.file('notes/whole.txt', contents[0] ?? '');
      const watched = { stop: false };
      const seen = new Set<string>();
      const watch = (async () => {
        while (!watched.stop) {
          const text = await readFile(disk.at('notes/whole.txt'), 'utf8');
          seen.add(`${String(new Set(text).size)} ${String(text.length)}`);
        }
      })();
      for (const text of contents) await folder.call('write', { path: 'notes/whole.txt', text, overwrite: true });
      watched.stop = true;
      await watch;
      expect([...seen]).toEqual([`1 ${String(2 * mebibyte)}`]);
    });

    it.skipIf(process.platform === 'win32')('keeps the permissions of the file that it replaces', async () => {
      await chmod(disk.at('notes/today.txt'), 0o640);
      await folder.call('write', { path: 'notes/today.txt', text: 'x', overwrite: true });
      expect((await stat(disk.at('notes/today.txt'))).mode & 0o7777).toBe(0o640);
    });

    it.skipIf(process.platform === 'win32')('does not keep the permission to run as the owner of the file', async () => {
      await chmod(disk.at('notes/today.txt'), 0o6755);
      await folder.call('write', { path: 'notes/today.txt', text: 'x', overwrite: true });
      expect((await stat(disk.at('notes/today.txt'))).mode & 0o7777).toBe(0o755);
    });

    it('leaves other names of the file with the old content', async () => {
      await link(disk.at('notes/today.txt'), disk.at('notes/other.txt'));
      await folder.call('write', { path: 'notes/today.txt', text: 'x', overwrite: true });
      expect(await readFile(disk.at('notes/other.txt'), 'utf8')).toContain('first line');
    });

    it('needs the folder to exist, and says which name is refused', async () => {
      expect((await problemOf(folder.call('write', { path: 'none/new.txt', text: '' }))).category).toBe('not_found');
      expect((await problemOf(folder.call('write', { path: 'notes', text: '', overwrite: true }))).message).toContain(
        'is a folder, not a file',
      );
      expect((await problemOf(folder.call('write', { path: 'notes/nul.txt', text: '' }))).category).toBe('validation_error');
      expect((await problemOf(folder.call('write', { path: `notes/${'x'.repeat(256)}`, text: '' }))).category).toBe('validation_error');
    });

    it('refuses text that cannot be stored as it is', async () => {
      expect((await problemOf(folder.call('write', { path: 'notes/half.txt', text: 'half \ud83d pair' }))).category).toBe(
        'validation_error',
      );
      expect((await problemOf(folder.call('write', { path: 'notes/large.txt', text: 'ä'.repeat(6 * mebibyte) }))).category).toBe(
        'too_large',
      );
      expect(await readdir(disk.at('notes'))).toEqual(['today.txt']);
    });

    it('writes nothing when it is cancelled', async () => {
      const controller = new AbortController();
      const call = problemOf(
        folder.call('write', { path: 'notes/new.txt', text: 'x'.repeat(10 * mebibyte) }, { signal: controller.signal }),
      );
      // The text takes ten pieces; the cancel arrives when the first has a place to go.
      while ((await readdir(disk.at('notes'))).length < 2) await new Promise(setImmediate);
      controller.abort();
      expect((await call).category).toBe('cancelled');
      expect(await readdir(disk.at('notes'))).toEqual(['today.txt']);
    });

    it('needs no clock where nothing is busy', async () => {
      const clock = new ManualClock();
      await connectFolder(disk.path, system, { clock }).call('write', { path: 'notes/today.txt', text: 'x', overwrite: true });
      expect(clock.pending).toBe(0);
    });
  });
});
