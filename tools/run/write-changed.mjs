import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes what is not on the disk as it should be, and says which files that were.
 * @param {string} root the workspace
 * @param {readonly { file: string, text: string }[]} files `file` relative to it
 * @returns {Promise<void>}
 */
export async function writeChanged(root, files) {
  for (const { file, text } of files) {
    const place = path.join(root, file);
    if ((await readFile(place, 'utf8').catch(() => undefined)) === text) continue;
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
    console.log(file);
  }
}
