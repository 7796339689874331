import { globSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root the workspace
 * @returns {(decision: number) => string} where the page of a decision lies, relative to the workspace; throws where there is none
 */
export function decisionFiles(root) {
  const names = globSync('docs/architecture/decisions/[0-9]*.md', { cwd: root }).map((file) => path.basename(file));
  return (decision) => {
    const name = names.find((candidate) => candidate.startsWith(`${String(decision).padStart(4, '0')}-`));
    if (name === undefined) throw new Error(`There is no decision ${String(decision)}.`);
    return `docs/architecture/decisions/${name}`;
  };
}
