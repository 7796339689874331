// Grows the workspace that it is started in to so many integrations of twenty operations each: node tools/nx-plugin/src/testing/grow.mjs <count>
// Only for scratch copies: started by tools/bench/scale.mjs. The first one comes from the generators, as a team would make it; the
// others are copies of it under names of their own, for a thousand runs of a generator would measure the generator.
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { FsTree, flushChanges } from 'nx/src/generators/tree.js';
import integrationGenerator from '../integration/generator.mjs';
import operationGenerator from '../operation/generator.mjs';

const root = process.cwd();
const wanted = Number(process.argv[2]);
if (!existsSync(path.join(root, '.wiz-scratch')))
  throw new Error('This fills a workspace with made-up systems: it works in a scratch copy only.');
const integrations = path.join(root, 'libs', 'integrations');
const first = 'scale-000';

/** Beside the two that a generated integration has. */
const nouns = ['account', 'board', 'card', 'draft', 'entry', 'label'];
const verbs = /** @type {const} */ ([
  ['list', 'read'],
  ['rename', 'idempotent'],
  ['create', 'write'],
]);

if (!existsSync(path.join(integrations, first))) {
  await generate((tree) => integrationGenerator(tree, { name: first, kind: 'rest', owner: '@wiz/scale' }));
  for (const noun of nouns) {
    for (const [verb, effect] of verbs)
      await generate((tree) => operationGenerator(tree, { integration: first, operationName: `${verb}${capital(noun)}`, effect }));
  }
}
for (let number = readdirSync(integrations).length; number < wanted; number += 1) copyAs(`scale-${String(number).padStart(3, '0')}`);
for (const half of globSync('libs/integrations/scale-*/*/package.json', { cwd: root })) link(path.dirname(half));

/** @param {(tree: FsTree) => Promise<unknown>} work */
async function generate(work) {
  const tree = new FsTree(root, false);
  await work(tree);
  flushChanges(root, tree.listChanges());
}

/** @param {string} id */
function copyAs(id) {
  const number = id.slice(-3);
  for (const file of globSync('**/*', { cwd: path.join(integrations, first), withFileTypes: true }).filter((entry) => entry.isFile())) {
    const source = path.join(file.parentPath, file.name);
    const target = path.join(integrations, id, path.relative(path.join(integrations, first), source));
    mkdirSync(path.dirname(target), { recursive: true });
    // `scale-000`, `scale000`, `Scale000`, `Scale 000`.
    writeFileSync(target, readFileSync(source, 'utf8').replaceAll(/(scale[- ]?)000/gi, `$1${number}`));
  }
}

/** @param {string} folder a package's, relative to the workspace */
function link(folder) {
  const { name } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const place = path.join(root, 'node_modules', ...name.split('/'));
  if (!existsSync(place)) symlinkSync(path.join(root, folder), place, 'junction');
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
