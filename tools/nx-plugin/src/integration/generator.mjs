// npx nx g @wiz/nx-plugin:integration <name> --kind rest|graphql|sdk|database|filesystem|service --owner @team
import path from 'node:path';
import { formatFiles, generateFiles, getProjects, updateJson } from '@nx/devkit';
import { findIntegrations, variableOf } from '@wiz/tools/registries/integrations.mjs';
import { linkPackages, pageOf, sayMadeAfterwards, snapshotsOf, writePages, writeSnapshot } from '../after-writing.mjs';
import { dependencies, kinds } from '../kinds.mjs';
import { writeLists } from '../lists.mjs';
import { checkKind, checkName, checkOwner, checkReports, classNameOf, devPortOf, displayNameOf } from './names.mjs';
import { templateNames, templates } from './template-names.mjs';

/** @typedef {import('@nx/devkit').Tree} Tree */

/**
 * Writes the whole library of one external system, and its places in every list.
 *
 * @param {Tree} tree
 * @param {import('./names.mjs').IntegrationOptions} options
 * @returns {Promise<() => void>} what has to happen once the files are on the disk
 * @throws {import('../refuse.mjs').Refusal} before anything is written
 */
export default async function integrationGenerator(tree, { name: id, kind: wanted, owner: whose, displayName, reports }) {
  const integrations = await findIntegrations(tree.root);
  checkName(id, { integrations, projects: new Set(getProjects(tree).keys()), templateNames: templateNames() });
  const kind = checkKind(wanted);
  const owner = checkOwner(whose);
  checkReports(reports);
  const name = displayNameOf(id, displayName);
  const facts = kinds[kind];
  const about = facts.about.replaceAll('NAME', name);
  const variable = variableOf(id);
  const folder = `libs/integrations/${id}`;
  const effects = Object.entries(facts.effects)
    .map(([operation, effect]) => `${operation}: '${effect}'`)
    .join(', ');
  const words = {
    ...{ ...facts, id, variable, className: classNameOf(id), name, kind, owner, reports, about, effects },
    ...{ firstOperation: firstOperationOf(kind), devPort: devPortOf(id) },
  };
  generateFiles(tree, path.join(templates, 'common'), folder, words);
  if (facts.readsAnswers) generateFiles(tree, path.join(templates, 'answers'), folder, words);
  generateFiles(tree, path.join(templates, kind), folder, words);
  writePackages(tree, folder, id, facts);
  await writeLists(tree, [...integrations, { id, variable, contract: { name, kind, owner, about } }]);
  await formatFiles(tree);
  sayMadeAfterwards(snapshotsOf(id), pageOf(id), 'package-lock.json');
  return () => {
    linkPackages(tree.root);
    writeSnapshot(tree.root, id);
    writePages(tree.root);
    console.log(nextSteps(id, name, kind));
  };
}

/** @param {Tree} tree @param {string} folder @param {string} id @param {import('../kinds.mjs').KindFacts} facts */
function writePackages(tree, folder, id, { packages, testPackages }) {
  updateJson(tree, `${folder}/contract/package.json`, (description) => ({
    ...description,
    dependencies: dependencies(['zod'], ['@wiz/integration-kit']),
  }));
  updateJson(tree, `${folder}/main/package.json`, (description) => ({
    ...description,
    dependencies: dependencies(packages, [`@wiz/contract-${id}`, '@wiz/core', '@wiz/integration-kit']),
    devDependencies: dependencies(testPackages, ['@wiz/conformance']),
  }));
}

/** @param {string} id @param {string} name @param {import('../kinds.mjs').Kind} kind */
function nextSteps(id, name, kind) {
  return `
${id} is there, with a stand-in that it works with at once. What comes next:
  npx nx run integration-${id}:test
      its tests, and the laws that hold for every integration
  npx nx run integration-${id}:call ${firstOperationOf(kind)} --stand-in
      one operation in the terminal, without a window
  npm run dev
      the application with the stand-in running: See what can be connected (later the + beside Connections), Connect on the card of ${name}, Use the stand-in
Then look for “Next:” in libs/integrations/${id}: it leads from the stand-in to the real system (${kind}).`;
}

/** The operation that it is tried with first; it asks for nothing. @param {import('../kinds.mjs').Kind} kind */
function firstOperationOf(kind) {
  return Object.keys(kinds[kind].effects)[0] ?? '';
}
