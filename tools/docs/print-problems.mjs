// Says what the documents and the planted bugs name and what is not there: node tools/docs/print-problems.mjs
// Nothing, and exit code 0, when all is well. Quick, so that it can run for every change, whatever project it is in.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { misplaced } from '../ci/plant/misplaced.mjs';
import { plantedBugs } from '../ci/planted-bugs.mjs';
import { sections } from './coverage/sections.mjs';
import { References } from './references.mjs';
import { namedIn } from './threats.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const references = new References(root);
const threats = namedIn(await readFile(path.join(root, 'docs', 'security', 'threat-model.md'), 'utf8'));
const items = sections.flatMap((section) => section.items);
const problems = [
  ...[...items.flatMap(({ files = [] }) => files), ...threats.files].map((reference) => references.problemOfFile(reference)),
  ...[...items.flatMap(({ tests = [] }) => tests), ...threats.tests].map((reference) => references.problemOfTest(reference)),
  ...misplaced(root, plantedBugs, process.env['WIZ_PLANTED']),
].filter((problem) => problem !== undefined);
for (const problem of new Set(problems)) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
