import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Does something while a bug stands in its file, and takes the bug out again, whatever happens.
 * @template T
 * @param {string} folder the workspace that it is written into
 * @param {import('../planted-bugs.mjs').PlantedBug} bug
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Error} when what it replaces does not stand there exactly once
 */
export async function whilePlanted(folder, { id, file, find, replace }, work) {
  const where = path.join(folder, file);
  const clean = await readFile(where, 'utf8');
  if (clean.split(find).length !== 2) throw new Error(`${id}: what it replaces does not stand in ${file} exactly once.`);
  await writeFile(
    where,
    clean.replace(find, () => replace),
  );
  try {
    return await work();
  } finally {
    await writeFile(where, clean);
  }
}
