// Writes planted bugs, one after the other, into a copy of the workspace, and sees whether each is caught by what it names.
// usage: node tools/ci/plant.mjs <id> ... | all      the test that has to catch each, alone
//        node tools/ci/plant.mjs --both <id> ...     all that `tools/ci.mjs` runs for it, and all that there is
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { untilInterrupted } from '../run/interrupt.mjs';
import { bothRuns } from './plant/both-runs.mjs';
import { plantOne } from './plant/plant-one.mjs';
import { makeScratchCopy } from './plant/scratch-copy.mjs';
import { plantedBugs } from './planted-bugs.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { both: { type: 'boolean', default: false } } });
const unknown = positionals.filter((id) => id !== 'all' && !plantedBugs.some((bug) => bug.id === id));
if (positionals.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no planted bug ${unknown.join(', ')}.`);
  console.error(`usage: node tools/ci/plant.mjs [--both] <id> ... | all\nids: ${plantedBugs.map(({ id }) => id).join(' ')}`);
  process.exit(2);
}
const chosen = positionals.includes('all') ? plantedBugs : plantedBugs.filter(({ id }) => positionals.includes(id));

const bad = await untilInterrupted(async (signal) => {
  const copy = await makeScratchCopy(root);
  const results = [];
  try {
    /** @type {Map<string, boolean>} */
    const seenGreen = new Map();
    for (const bug of chosen) {
      if (signal.aborted) break;
      const startedAt = performance.now();
      const result = values.both ? await bothRuns(copy.folder, bug, signal) : await plantOne(copy.folder, bug, seenGreen, signal);
      if (signal.aborted) break;
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      results.push({ id: bug.id, file: bug.file, ...bug.caughtBy, ...result, seconds });
      const { project, target, test } = bug.caughtBy;
      console.log(`${result.caught ? 'caught' : 'MISSED'}  ${bug.id}  (${String(seconds)} s)\n        ${project}:${target}  ${test}`);
      for (const line of result.remarks) console.log(`        ${line}`);
    }
  } finally {
    await copy.remove();
  }
  const output = path.join(root, 'dist', 'test-output');
  await mkdir(output, { recursive: true });
  await writeFile(
    path.join(output, values.both ? 'planted-bugs-both.json' : 'planted-bugs.json'),
    `${JSON.stringify(results, undefined, 2)}\n`,
  );
  console.log(`\n${String(results.filter(({ caught }) => caught).length)} of ${String(chosen.length)} planted bugs were caught.`);
  return chosen.length - results.filter(({ caught }) => caught).length;
});
process.exitCode = bad === 0 ? 0 : 1;
