// Which integrations there are: what lies in libs/integrations, each with a contract and a main half.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * @typedef {object} FoundIntegration
 * @property {string} id the folder's name
 * @property {string} variable under which its contract is exported
 * @property {AnyContract} contract
 */

/**
 * The integrations of a workspace, by id.
 * @param {string} root the workspace
 * @returns {Promise<readonly FoundIntegration[]>}
 * @throws {Error} that names the folder, when it holds no whole integration or its contract has another id
 */
export async function findIntegrations(root) {
  const folder = path.join(root, 'libs', 'integrations');
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return Promise.all(ids.map((id) => readIntegration(path.join(folder, id), id)));
}

/** @param {string} folder @param {string} id @returns {Promise<FoundIntegration>} */
async function readIntegration(folder, id) {
  for (const half of ['contract', 'main']) {
    if (!existsSync(path.join(folder, half, 'package.json')))
      throw new Error(`libs/integrations/${id} has no ${half}/package.json. Make integrations with the generator, or remove the folder.`);
  }
  const variable = variableOf(id);
  const exported = await import(pathToFileURL(path.join(folder, 'contract', 'src', 'index.ts')).href);
  const contract = exported[variable];
  if (contract?.id !== id)
    throw new Error(`libs/integrations/${id}/contract has to export a contract named “${variable}” whose id is “${id}”.`);
  return { id, variable, contract };
}

/** A folder's name as a variable: `google-drive` → `googleDrive`. @param {string} id */
export function variableOf(id) {
  return id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
