import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const PLACES = ['apps/*', 'libs/*', 'libs/integrations/*/*', 'e2e/*', 'tools', 'tools/*'];

/**
 * The projects of a workspace by name, as their descriptions say.
 * @param {string} root the workspace
 * @returns {Promise<ReadonlyMap<string, string>>} name → folder relative to `root`, with `/`
 */
export async function projectFolders(root) {
  /** @type {Map<string, string>} */
  const folders = new Map();
  for (const file of PLACES.flatMap((place) => globSync(`${place}/project.json`, { cwd: root }))) {
    const { name } = /** @type {{ name: string }} */ (JSON.parse(await readFile(path.join(root, file), 'utf8')));
    folders.set(name, path.dirname(file).split(path.sep).join('/'));
  }
  return folders;
}
