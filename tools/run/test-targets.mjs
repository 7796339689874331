import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

const PLACES = ['apps/*', 'libs/*', 'libs/integrations/*/*', 'e2e/*', 'tools'];
const CHECKING = /^(lint|typecheck(-.+)?|test|quality|build|e2e)$/;

/**
 * The targets that make up `npm test`, as the projects have them: `nx run-many` knows no patterns, and a project may have a
 * type check of its own for each of its parts.
 * @param {string} root the workspace
 * @returns {Promise<string[]>} sorted, each once
 */
export async function testTargets(root) {
  /** @type {Set<string>} */
  const found = new Set();
  for await (const file of glob(
    PLACES.map((place) => `${place}/project.json`),
    { cwd: root },
  )) {
    const project = /** @type {{ targets?: Record<string, unknown> }} */ (JSON.parse(await readFile(path.join(root, file), 'utf8')));
    for (const target of Object.keys(project.targets ?? {})) if (CHECKING.test(target)) found.add(target);
  }
  return [...found].sort();
}
