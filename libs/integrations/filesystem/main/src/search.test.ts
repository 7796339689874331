import type { Hit } from '@wiz/contract-filesystem';
import { systemClock, type Clock } from '@wiz/core';
import type { Progress } from '@wiz/integration-kit/main';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFolder, folderFixture, manyFiles, type CallOptions, type ConnectedFolder, type FolderFixture } from './testing/index.ts';
import { problemOf } from './testing/problem-of.ts';
import { systems } from './testing/systems.ts';

const mebibyte = 1024 * 1024;

describe.each(systems)('search ($confinement)', (system) => {
  let disk: FolderFixture;
  let folder: ConnectedFolder;

  beforeEach(async () => {
    disk = await folderFixture();
    folder = connectFolder(disk.path, system);
  });

  afterEach(() => disk.dispose());

  type Input = Parameters<typeof folder.call<'search'>>[1];
  async function search(input: Input, options: CallOptions = {}) {
    const batches: (readonly Hit[])[] = [];
    const result = await folder.call('search', input, { ...options, onChunk: (chunk) => void batches.push(chunk as Hit[]) });
    const hits = batches.flat();
    return { result, hits, batches, places: hits.map(({ path, line }) => (line === null ? path : `${path}:${String(line)}`)) };
  }

  it('shows that it lives while it reads one large file from a slow drive', async () => {
    await disk.file('logs/large.txt', 'nothing in it\n'.repeat(100_000));
    const clock = systemClock();
    let late = 0;
    // Every look at the clock is a second later.
    const slow: Clock = { ...clock, now: () => clock.now() + 1000 * (late += 1) };
    const signs: number[] = [];
    await connectFolder(disk.path, system, { clock: slow }).call(
      'search',
      { query: 'needle' },
      { onChunk: () => void signs.push(late), onProgress: () => void signs.push(late) },
    );
    const silences = signs.slice(1).map((at, index) => at - (signs[index] ?? 0));
    expect(signs.length).toBeGreaterThan(10);
    expect(Math.max(...silences)).toBeLessThan(10);
  });

  it('finds a text in contents and names, in order, with line, column and the line itself', async () => {
    await disk.file('b/invoice.txt', 'one\n  the Invoice of May\n');
    await disk.file('a.txt', 'no\ninvoice');
    await disk.file('c.txt', 'nothing');
    const { result, hits } = await search({ query: 'invoice' });
    expect(hits).toEqual([
      { path: 'a.txt', kind: 'file', line: 2, column: 1, text: 'invoice' },
      { path: 'b/invoice.txt', kind: 'file', line: null, column: null, text: 'invoice.txt' },
      { path: 'b/invoice.txt', kind: 'file', line: 2, column: 7, text: 'the Invoice of May' },
    ]);
    expect(result).toEqual({ matches: 3, files: 2, looked: 3, skipped: 0, truncated: false });
  });

  it('looks where it is told to: names, contents, one folder, one file, capitals', async () => {
    await disk.file('needle.txt', 'a Needle');
    await disk.file('needles/other.txt', 'needle');
    expect((await search({ query: 'needle', in: 'name' })).places).toEqual(['needle.txt', 'needles']);
    expect((await search({ query: 'needle', in: 'content' })).places).toEqual(['needle.txt:1', 'needles/other.txt:1']);
    expect((await search({ query: 'Needle', caseSensitive: true })).places).toEqual(['needle.txt:1']);
    expect((await search({ query: 'needle', path: 'needles' })).places).toEqual(['needles/other.txt:1']);
    expect((await search({ query: 'needle', path: 'needle.txt', in: 'content' })).places).toEqual(['needle.txt:1']);
    expect((await problemOf(search({ query: 'needle', path: 'none' }))).category).toBe('not_found');
    for (const query of ['', 'a\nb', 'a\0b', 'x'.repeat(1001)])
      expect((await problemOf(search({ query }))).category).toBe('validation_error');
  });

  it('skips what is binary, and counts it', async () => {
    await disk.file('picture.png', Buffer.concat([Buffer.from('needle'), Buffer.alloc(10), Buffer.from('needle')]));
    await disk.file('latin1.txt', Buffer.concat([Buffer.from([0xe4, 0xf6, 0x20]), Buffer.from('needle')]));
    const { result, places } = await search({ query: 'needle', in: 'content' });
    expect(places).toEqual(['latin1.txt:1']);
    expect(result).toMatchObject({ looked: 1, skipped: 1 });
  });

  it('leaves out what .gitignore files leave out, the nearest one deciding, and .git', async () => {
    await disk.file('.gitignore', '*.log\n/build/\n!keep.log\n# comment\n');
    await disk.file('a.log', 'needle');
    await disk.file('keep.log', 'needle');
    await disk.file('build/out.txt', 'needle');
    await disk.file('sub/build/in.txt', 'needle');
    await disk.file('sub/.gitignore', '!b.log\nsecret.txt\n');
    await disk.file('sub/b.log', 'needle');
    await disk.file('sub/secret.txt', 'needle');
    await disk.file('sub/deep/secret.txt', 'needle');
    await disk.file('secret.txt', 'needle');
    await disk.file('.git/config', 'needle');
    expect((await search({ query: 'needle' })).places).toEqual(['keep.log:1', 'secret.txt:1', 'sub/b.log:1', 'sub/build/in.txt:1']);
    expect((await search({ query: 'needle', path: 'sub' })).places).toEqual(['sub/b.log:1', 'sub/build/in.txt:1']);
    expect((await search({ query: 'needle', path: 'build' })).places).toEqual(['build/out.txt:1']);
    expect((await search({ query: 'needle', ignored: true })).places).toHaveLength(8);
    expect((await search({ query: 'needle', ignored: true, hidden: true })).places).not.toContain('.git/config:1');
  });

  it('leaves hidden files out unless told otherwise', async () => {
    await disk.file('.env', 'needle');
    await disk.file('.config/x.txt', 'needle');
    expect((await search({ query: 'needle' })).places).toEqual([]);
    expect((await search({ query: 'needle', hidden: true })).places).toEqual(['.env:1', '.config/x.txt:1']);
  });

  it('survives a rule file that is made to take for ever, is huge, or is a link', async () => {
    const name = 'a'.repeat(200);
    await disk.file(`${name}.txt`, 'needle');
    await disk.file('.gitignore', `${'*a'.repeat(30)}*b\n*.log`);
    await disk.file('x.log', 'needle');
    await disk.file('huge/.gitignore', '*.txt\n'.repeat(100_000));
    await disk.file('huge/found.txt', 'needle');
    await mkdir(disk.at('linked'));
    await symlink(disk.at('huge/.gitignore'), disk.at('linked/.gitignore'));
    await disk.file('linked/found.txt', 'needle');
    expect((await search({ query: 'needle' })).places).toEqual([`${name}.txt:1`, 'huge/found.txt:1', 'linked/found.txt:1']);
  });

  it('stops at the limit and says whether there was more', async () => {
    await disk.file('many.txt', 'needle\n'.repeat(500));
    const { result, hits } = await search({ query: 'needle', limit: 120 });
    expect(hits).toHaveLength(120);
    expect(result).toMatchObject({ matches: 120, truncated: true });
    expect((await search({ query: 'needle', limit: 500 })).result).toMatchObject({ matches: 500, truncated: false });
  });

  it('streams thousands of files in small batches, and tells how far it is', async () => {
    const holding = await manyFiles(disk.path, { count: 2000, needle: { text: 'needle', every: 2 } });
    const progress: Progress[] = [];
    const { result, hits, batches } = await search({ query: 'needle' }, { onProgress: (step) => void progress.push(step) });
    expect(holding).toBe(1000);
    expect(new Set(hits.map(({ path }) => path)).size).toBe(1000);
    expect(result).toEqual({ matches: 1000, files: 1000, looked: 2000, skipped: 0, truncated: false });
    expect(batches.length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(100);
    expect(batches[0]).toEqual([]);
    const done = progress.map((step) => step.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(2000);
    expect(progress.some(({ note }) => note?.startsWith('In folder-') === true)).toBe(true);
  });

  it('waits for a reader that is slow instead of filling the memory', async () => {
    await disk.file('many.txt', 'needle\n'.repeat(1000));
    let open = 0;
    let most = 0;
    await folder.call(
      'search',
      { query: 'needle' },
      {
        onChunk: async () => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resolve) => setTimeout(resolve, 5));
          open -= 1;
        },
      },
    );
    expect(most).toBe(1);
  });

  /** Cancels at the search's given sign of progress; returns how many files it had looked at in the end. */
  async function cancelAtStep(step: number, input: Input): Promise<number> {
    const controller = new AbortController();
    let steps = 0;
    let looked = 0;
    // Every look at the clock is a second later, so that each piece of work is told.
    const clock = systemClock();
    const ticking: Clock = { ...clock, now: () => clock.now() + 1000 * steps };
    const watched = connectFolder(disk.path, system, { clock: ticking });
    const onProgress = ({ done }: Progress): void => {
      looked = done;
      steps += 1;
      if (steps === step) controller.abort();
    };
    const problem = await problemOf(watched.call('search', input, { signal: controller.signal, onProgress }));
    expect(problem.category).toBe('cancelled');
    return looked;
  }

  it('stops soon after it is cancelled, among many files and in one huge file', async () => {
    await manyFiles(disk.path, { count: 1000 });
    expect(await cancelAtStep(3, { query: 'nowhere' })).toBeLessThan(100);
    const huge = createWriteStream(disk.at('huge.txt'));
    for (let part = 0; part < 60; part += 1) if (!huge.write('some text without it, '.repeat(47_662))) await once(huge, 'drain');
    huge.end();
    await once(huge, 'close');
    expect(await cancelAtStep(3, { query: 'nowhere', path: 'huge.txt' })).toBe(0);
  });

  it('finds the end of a file of 50 MB in one line without holding it', async () => {
    const file = createWriteStream(disk.at('one-line.json'));
    for (let part = 0; part < 50; part += 1) if (!file.write('x'.repeat(mebibyte))) await once(file, 'drain');
    file.end('needle');
    await once(file, 'close');
    globalThis.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(() => {
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
    }, 5);
    const { hits } = await search({ query: 'needle', in: 'content' });
    clearInterval(watch);
    expect(hits).toMatchObject([{ line: 1, column: 50 * mebibyte + 1, text: expect.stringMatching(/^…x{80}needle$/) as string }]);
    // Far below the file's size; the rest is what the collector has not picked up yet.
    expect(most).toBeLessThan(40 * mebibyte);
  });

  it('leaves no handle behind, whether it ends, fails or is cancelled', async () => {
    if (process.platform !== 'linux') return;
    const deep = Array.from({ length: 60 }, (_, level) => `d${String(level)}`).join('/');
    await disk.file(`${deep}/needle.txt`, 'needle');
    await manyFiles(disk.path, { count: 300 });
    const open = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
    const before = await open();
    let most = 0;
    const { result } = await search(
      { query: 'needle' },
      { onProgress: () => void readdir('/proc/self/fd').then((fds) => (most = Math.max(most, fds.length))) },
    );
    expect(result.matches).toBe(2);
    await cancelAtStep(3, { query: 'needle' });
    await problemOf(search({ query: 'needle', path: 'none/deeper' }));
    expect(await open()).toBe(before);
    expect(most).toBeLessThan(before + 60);
  });

  it('goes into sixty-four folders inside each other, and counts what lies deeper as skipped', async () => {
    const deep = (levels: number) => Array.from({ length: levels }, () => 'd').join('/');
    await disk.file(`${deep(64)}/needle.txt`, '');
    await disk.file(`${deep(65)}/needle.txt`, '');
    const { result, places } = await search({ query: 'needle' });
    expect([places, result.skipped]).toEqual([[`${deep(64)}/needle.txt`], 1]);
  });

  it('passes over what goes away while it looks, but says when the folder itself is gone', async () => {
    await manyFiles(disk.path, { count: 1000, lines: 1 });
    const first = folder.call(
      'search',
      { query: 'nothing', in: 'content', limit: 10_000 },
      { onChunk: () => rm(disk.at('folder-0006'), { recursive: true, force: true, maxRetries: 5 }) },
    );
    expect((await first).looked).toBeGreaterThanOrEqual(600);
    const second = problemOf(
      folder.call(
        'search',
        { query: 'nothing', limit: 10_000 },
        { onChunk: () => rm(disk.path, { recursive: true, force: true, maxRetries: 5 }) },
      ),
    );
    expect(await second).toMatchObject({ category: 'not_found', message: expect.stringContaining('is gone') as string });
    await mkdir(disk.path);
    await writeFile(disk.at('again.txt'), 'needle');
    expect((await search({ query: 'needle' })).result.matches).toBe(1);
  });
});
