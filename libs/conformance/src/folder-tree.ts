import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { cp, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

/** Everything in a folder, a line each, in order: what it is and what it holds. Links are not followed. */
export async function treeOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry) => `${path.relative(folder, path.join(entry.parentPath, entry.name))}: ${await contentOf(entry)}`),
  );
  return lines.sort();
}

/** A copy of a folder, links as links. */
export async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
}

async function contentOf(entry: Dirent): Promise<string> {
  const place = path.join(entry.parentPath, entry.name);
  if (entry.isSymbolicLink()) return `link to ${await readlink(place)}`;
  if (!entry.isFile()) return entry.isDirectory() ? 'folder' : 'other';
  return createHash('sha256')
    .update(await readFile(place))
    .digest('hex');
}
