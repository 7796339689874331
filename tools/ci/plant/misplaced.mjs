import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Bugs that could not be planted any more, because somebody has changed the place. They may lie in any file, so this is looked up for
 * every change, as what documents name is.
 * @param {string} root the workspace
 * @param {readonly import('../planted-bugs.mjs').PlantedBug[]} bugs
 * @param {string | undefined} planted the one that stands in its place just now
 * @returns {readonly string[]} a sentence for each
 */
export function misplaced(root, bugs, planted) {
  return bugs
    .filter(({ id }) => id !== planted)
    .filter(({ file, find }) => !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), 'utf8').split(find).length !== 2)
    .map(
      ({ id, file }) =>
        `The planted bug “${id}” no longer finds what it replaces exactly once in ${file}: change it in tools/ci/planted too.`,
    );
}
