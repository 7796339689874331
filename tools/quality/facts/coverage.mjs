// How much of a project's lines its tests run, as Vitest's `json-summary` says it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Coverage
 * @property {number} lines per cent of all that ships
 * @property {Readonly<Record<string, { lines: number, branches: number }>>} files by file name, in per cent
 */

/** @param {string} root @param {string} project @returns {Coverage | undefined} */
export function readCoverage(root, project) {
  const file = path.join(root, 'dist', 'test-output', project, 'coverage', 'coverage-summary.json');
  if (!existsSync(file)) return undefined;
  /** @type {Readonly<Record<string, Readonly<Record<'lines' | 'branches', { total: number, covered: number, pct: number }>>>>} */
  const summary = JSON.parse(readFileSync(file, 'utf8'));
  const shipped = Object.entries(summary).filter(([name]) => name !== 'total' && !/[\\/]testing[\\/]|\.(test|live)\.ts$/.test(name));
  const total = shipped.reduce((sum, [, { lines }]) => sum + lines.total, 0);
  const covered = shipped.reduce((sum, [, { lines }]) => sum + lines.covered, 0);
  return {
    lines: total === 0 ? 0 : (covered / total) * 100,
    files: Object.fromEntries(
      shipped.map(([name, { lines, branches }]) => [path.basename(name), { lines: lines.pct, branches: branches.pct }]),
    ),
  };
}
