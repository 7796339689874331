import { mkdir, mkdtemp, open, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folderFront } from './folder-front.ts';
import { copyTree, treeOf } from './folder-tree.ts';
import { fillerName, smallDisk } from './full-disk.ts';

async function folder(): Promise<string> {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-front-')));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

function frontOf(place: string): ReturnType<typeof folderFront> {
  return folderFront({ over: 'folder', path: place, connection: () => ({ config: {}, secrets: {} }), close: () => Promise.resolve() });
}

it.runIf(process.platform === 'linux')('sees what is open in the folder, and nothing beside it', async () => {
  const [place, beside] = [await folder(), await folder()];
  const front = frontOf(place);
  await writeFile(path.join(place, 'one'), '');
  await writeFile(path.join(beside, 'one'), '');
  const other = await open(path.join(beside, 'one'));
  expect(front.open).toBe(0);
  const file = await open(path.join(place, 'one'));
  expect(front.open).toBe(1);
  await file.close();
  await other.close();
  expect([front.open, front.seesHandles]).toEqual([0, true]);
});

it('tells a folder by its names, contents and links', async () => {
  const place = await folder();
  await mkdir(path.join(place, 'a'));
  await writeFile(path.join(place, 'a', 'one'), 'x');
  await symlink('/nowhere', path.join(place, 'link'));
  const front = frontOf(place);
  const before = await front.state?.();
  expect(before).toMatch(/^a\/one: [0-9a-f]{64}\na: folder\nlink: link to \/nowhere$/);
  await writeFile(path.join(place, 'a', 'one'), 'y');
  expect(await front.state?.()).not.toBe(before);
  const copy = path.join(await folder(), 'copy');
  await copyTree(place, copy);
  expect(await treeOf(copy)).toEqual(await treeOf(place));
});

it('fills a small disk, where one can be made', async ({ skip }) => {
  const disk = await smallDisk(64);
  if (disk === undefined) return skip('only root on Linux can make one');
  onTestFinished(disk.close);
  await disk.fillBytes();
  // A name still fits, not a byte.
  await expect(writeFile(path.join(disk.path, 'empty'), '')).resolves.toBeUndefined();
  await expect(writeFile(path.join(disk.path, 'more'), 'x')).rejects.toThrow('ENOSPC');
  await disk.fillNames();
  await expect(mkdir(path.join(disk.path, 'folder'))).rejects.toThrow('ENOSPC');
  expect((await treeOf(disk.path)).some((line) => line.startsWith(fillerName))).toBe(true);
});
