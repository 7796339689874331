// Proves that the quality scale finds things: puts one defect at a time into a clean integration, fresh from the generator, in a copy
// of this workspace, and says what named it. Minutes long; a part of the night, not of `npm test`.
// usage: node tools/quality/plant.mjs all|<id> … [--scratch <folder>] [--lint]
//   --scratch  a copy that an earlier run left, to be used again; without it one is made and removed
//   --lint     lints also what something else has named already
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Orchard, orchardIn } from './plant/orchard.mjs';
import { defects } from './planted-defects.mjs';

const workspace = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { scratch: { type: 'string' }, lint: { type: 'boolean' } } });
const wanted = positionals.includes('all') ? defects : defects.filter(({ id }) => positionals.includes(id));
if (wanted.length === 0) {
  console.error(
    `usage: node tools/quality/plant.mjs all|<id> …\n${defects.map(({ id, says }) => `  ${id.padEnd(22)} ${says}`).join('\n')}`,
  );
  process.exit(2);
}

const again = values.scratch !== undefined && existsSync(path.join(values.scratch, 'package.json'));
const scratch = again ? undefined : await makeScratch(values.scratch);
try {
  const orchard = new Orchard(scratch?.folder ?? values.scratch ?? '');
  await orchard.make();
  const clean = await orchard.look({ lint: true });
  console.log(clean.failed.length === 0 ? 'clean: nothing reported' : `clean: REPORTED ${clean.failed.join('; ')}`);
  /** @type {{ id: string, says: string, namedBy: readonly string[] }[]} */
  const results = [];
  for (const defect of wanted) {
    const namedBy = await orchard.plant(defect, { lint: values.lint === true });
    results.push({ id: defect.id, says: defect.says, namedBy });
    console.log(`${namedBy.length > 0 ? 'named ' : 'MISSED'} ${defect.id.padEnd(22)} ${namedBy.slice(0, 6).join(', ')}`);
  }
  const named = results.filter(({ namedBy }) => namedBy.length > 0).length;
  console.log(`\n${String(named)} of ${String(results.length)} named, ${String(clean.failed.length)} reported on the clean one.`);
  const folder = path.join(workspace, 'dist', 'quality');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'planted.json'),
    `${JSON.stringify({ integration: orchardIn, clean: clean.failed, results }, undefined, 2)}\n`,
  );
  // Nine in ten, and none that is not there.
  process.exitCode = clean.failed.length === 0 && named * 10 >= results.length * 9 ? 0 : 1;
} finally {
  if (values.scratch === undefined) scratch?.dispose();
}

/** @param {string | undefined} folder @returns {Promise<{ folder: string, dispose: () => void }>} */
async function makeScratch(folder) {
  // By its path: the plugin stands on these tools, and an import would close the circle.
  const made = await import(pathToFileURL(path.join(workspace, 'tools', 'nx-plugin', 'src', 'testing', 'scratch.mjs')).href);
  return made.makeScratch(folder);
}
