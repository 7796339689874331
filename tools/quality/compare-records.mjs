// What `not-lower.mjs` does.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { findIntegrationIds } from './integration-ids.mjs';
import { fallen } from './fallen.mjs';
import { readRecord, recordFile } from './record.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { base: { type: 'string' } } });
const named = values.base ?? process.env['NX_BASE'] ?? git(['merge-base', 'HEAD', 'origin/main']) ?? git(['rev-parse', 'HEAD~1']);
const base = named === undefined ? undefined : git(['rev-parse', '--verify', '--quiet', `${named}^{commit}`]);

if (base === undefined) {
  console.log('Quality: there is no earlier revision to compare with.');
} else {
  const problems = findIntegrationIds(root)
    .filter((id) => existsSync(path.join(root, recordFile(id))) || git(['cat-file', '-e', `${base}:${recordFile(id)}`]) !== undefined)
    .flatMap((id) => fallen(id, git(['show', `${base}:${recordFile(id)}`]), readRecord(root, id)));
  for (const problem of problems) console.log(problem);
  if (problems.length === 0) console.log(`Quality: no integration is held to less than in ${base.slice(0, 9)}.`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** @param {readonly string[]} args @returns {string | undefined} undefined when git refuses, or is not there */
function git(args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
