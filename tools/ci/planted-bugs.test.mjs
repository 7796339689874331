import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { testTitles } from '../docs/source-facts.mjs';
import { readGraph } from './graph.mjs';
import { misplaced } from './plant/misplaced.mjs';
import { isPlanned } from './plant/is-planned.mjs';
import { titlePattern } from './plant/title-pattern.mjs';
import { planFor } from './plan.mjs';
import { plantedBugs } from './planted-bugs.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8');

/** @type {import('@nx/devkit').ProjectGraph} */
let graph;
beforeAll(async () => {
  // Nx finds its workspace where it is started; Vitest starts in the project.
  const before = process.cwd();
  process.chdir(root);
  try {
    graph = await readGraph();
  } finally {
    process.chdir(before);
  }
}, 60_000);

describe('the planted bugs', () => {
  it('are at least thirty, each with a name of its own', () => {
    expect(new Set(plantedBugs.map(({ id }) => id)).size).toBe(plantedBugs.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(30);
  });

  it('are of every kind: libraries, contracts, main halves, stand-ins, application, tools, settings, made documents', () => {
    const kinds = [
      ...[/^libs\/core\//, /^libs\/integration-kit\//, /^libs\/engine\//, /^libs\/ipc-contract\//],
      ...[/\/filesystem\/contract\//, /\/github\/contract\//, /\/filesystem\/main\//, /\/github\/main\/src\/[^/]+$/, /\/stand-in\//],
      ...[/\/src\/main\//, /\/src\/preload\//, /\/src\/renderer\/.*\.tsx?$/, /\.css$/, /^tools\//, /^e2e\//],
      ...[/^eslint/, /tsconfig.*\.json$/, /vite\..*\.ts$/, /package\.json$/, /^docs\/.*\.md$/],
    ];
    for (const kind of kinds)
      expect(
        plantedBugs.some(({ file }) => kind.test(file)),
        String(kind),
      ).toBe(true);
  });
});

it('the planted bugs have each their place, exactly once', () => {
  expect(misplaced(root, plantedBugs, process.env['WIZ_PLANTED'])).toEqual([]);
});

describe.each(plantedBugs)('the planted bug $id', ({ file, find, replace, caughtBy }) => {
  it('is a change', () => {
    expect(replace).not.toBe(find);
  });

  it.runIf(['test', 'e2e'].includes(caughtBy.target))('is caught by a test that exists', () => {
    expect(existsSync(path.join(root, caughtBy.file ?? ''))).toBe(true);
    const written = [...testTitles(caughtBy.file ?? '', read(caughtBy.file ?? ''))];
    expect(written.map(titlePattern)).toContain(titlePattern(caughtBy.test));
  });

  it('is in what tools/ci.mjs runs for a change of its file', async () => {
    expect(isPlanned(await planFor(graph, [file]), caughtBy)).toBe(true);
  });
});
