// npx nx g @wiz/nx-plugin:operation <integration> <operationName> --effect read|idempotent|write|destructive
import { formatFiles } from '@nx/devkit';
import { findIntegrations, variableOf } from '@wiz/tools/registries/integrations.mjs';
import { pageOf, sayMadeAfterwards, snapshotsOf, writePages, writeSnapshot } from '../after-writing.mjs';
import { findOrRefuse } from '../find-or-refuse.mjs';
import { Refusal } from '../refuse.mjs';
import { addImport, addToObject, keysOf } from './edit.mjs';
import { checkEffect, checkOperationName, isAboutOne, nounOf, singularOf, wordsOf } from './names.mjs';
import { contractEntry, exampleEntry, handlerEntry, previewEntry, routeEntry, routeOf } from './pieces.mjs';

/** @typedef {import('@nx/devkit').Tree} Tree */
/** @typedef {{ integration: string, operationName: string, effect?: string | undefined, noun?: string }} OperationOptions */

const fromKit = '@wiz/integration-kit/contract';

/**
 * Adds one operation: its entry in the contract, its handler, a preview where it is destructive, its example for the laws, and
 * for `rest` what the stand-in answers.
 *
 * @param {Tree} tree
 * @param {OperationOptions} options
 * @returns {Promise<() => void>} what has to happen once the files are on the disk
 * @throws {Refusal} before anything is written
 */
export default async function operationGenerator(tree, { integration: id, operationName: name, effect: wanted, noun: given }) {
  const integration = findOrRefuse(await findIntegrations(tree.root), id);
  const effect = checkEffect(wanted);
  checkOperationName(name, integration);
  const noun = nounOf(name, given);
  const folder = `libs/integrations/${id}`;
  const { kind, name: system } = integration.contract;
  const routesFile = `${folder}/main/src/testing/routes.ts`;
  const readsAnswers = (tree.read(`${folder}/main/src/wire.ts`, 'utf8') ?? '').includes('export function readAnswer');
  const hasRoutes = kind === 'rest' && readsAnswers && tree.exists(routesFile);
  /** Changes are put together first, so that what cannot be changed leaves nothing half-done. @type {Map<string, string>} */
  const changes = new Map();
  const edit = (/** @type {string} */ file, /** @type {(text: string) => string | undefined} */ change) => {
    const before = changes.get(file) ?? tree.read(file, 'utf8') ?? '';
    const after = change(before);
    if (after === undefined)
      throw new Refusal(`${file} is not as the generator knows it. Add “${name}” there by hand, as the other operations are.`);
    changes.set(file, after);
  };

  const nounVariable = variableOf(noun);
  const contractFile = `${folder}/contract/src/${noun}.ts`;
  const thing = isAboutOne(name) && tree.exists(contractFile) ? singularOf(noun) : undefined;
  const made = { name, effect, words: wordsOf(name), thing };
  if (!tree.exists(contractFile)) {
    changes.set(contractFile, `import { z } from 'zod';\n\nexport const ${nounVariable} = {};\n`);
    edit(`${folder}/contract/src/index.ts`, (text) =>
      addToObject(addImport(text, `./${noun}.ts`, nounVariable), 'operations', `...${nounVariable}`),
    );
  }
  edit(contractFile, (text) =>
    addToObject(addImport(addImport(text, fromKit, effect), fromKit, 'field'), nounVariable, contractEntry(made, system)),
  );
  const contractTest = `${folder}/contract/src/index.test.ts`;
  if (keysOf(tree.read(contractTest, 'utf8') ?? '', 'effects').length > 0)
    edit(contractTest, (text) => addToObject(text, 'effects', `${name}: '${effect}'`));

  const handlersType = /export type (\w+Handlers)\b/.exec(tree.read(`${folder}/main/src/handlers.ts`, 'utf8') ?? '')?.[1];
  if (handlersType === undefined)
    throw new Refusal(`${folder}/main/src/handlers.ts names no type of handlers. Add “${name}” by hand, as the other operations are.`);
  const handlersFile = `${folder}/main/src/${noun}.ts`;
  const taken = tree.read(handlersFile, 'utf8') ?? '';
  const handlersVariable = /export const (\w+Handlers) = \{/.exec(taken)?.[1] ?? `${variableOf(singularOf(noun))}Handlers`;
  if (taken === '') {
    changes.set(
      handlersFile,
      `import type { ${handlersType} } from './handlers.ts';\n\nexport const ${handlersVariable} = {} satisfies Partial<${handlersType}>;\n`,
    );
    edit(`${folder}/main/src/index.ts`, (text) =>
      addToObject(addImport(text, `./${noun}.ts`, handlersVariable), 'handlers', `...${handlersVariable}`),
    );
  }
  const route = hasRoutes ? routeOf(made, noun, keysOf(tree.read(routesFile, 'utf8') ?? '', 'routes')) : undefined;
  edit(handlersFile, (text) =>
    addToObject(withImports(text, importsOf(route, thing)), handlersVariable, handlerEntry(made, route, kind === 'rest')),
  );
  if (effect === 'destructive') edit(`${folder}/main/src/index.ts`, (text) => addToObject(text, 'previews', previewEntry(made)));

  const description = `${folder}/main/src/testing/conformance.ts`;
  if (tree.exists(description)) edit(description, (text) => addToObject(text, 'examples', exampleEntry(made)));
  if (route !== undefined) edit(routesFile, (text) => addToObject(text, 'routes', routeEntry(route, thing)));

  for (const [file, text] of changes) tree.write(file, text);
  await formatFiles(tree);
  sayMadeAfterwards(snapshotsOf(id), pageOf(id));
  return () => {
    writeSnapshot(tree.root, id, ['--replace']);
    writePages(tree.root);
    const places = [contractFile, handlersFile, ...(route === undefined ? [] : [routesFile])];
    console.log(`\n“${name}” is in ${places.slice(0, -1).join(', ')} and ${places.at(-1)}. Look for “Next:” there.`);
    if (route === undefined)
      console.log(
        kind === 'database'
          ? `Write its statement in the handler, and make what it asks for in ${folder}/main/src/testing/postgres.ts. Until then its tests and the laws say so.`
          : `Its stand-in does not know it yet: add what it answers in ${folder}/main/src/testing, then write the handler. Until then its tests and the laws say so.`,
      );
  };
}

/**
 * What a skeleton's handler needs.
 *
 * @param {import('./pieces.mjs').Route | undefined} route @param {string | undefined} thing
 * @returns {readonly (readonly [from: string, name: string])[]}
 */
function importsOf(route, thing) {
  if (route === undefined) return [['@wiz/core', 'IntegrationError']];
  return [
    ['zod', 'z'],
    ['./wire.ts', 'readAnswer'],
    ...(thing === undefined ? [] : [/** @type {const} */ (['@wiz/integration-kit/main', 'segment'])]),
  ];
}

/** @param {string} text @param {ReturnType<typeof importsOf>} wanted */
function withImports(text, wanted) {
  return wanted.reduce((before, [from, name]) => addImport(before, from, name), text);
}
