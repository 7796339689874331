// Finds the contracts and renders their pages, formatted as every document here.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contracts } from '@wiz/ipc-contract';
import * as prettier from 'prettier';
import { e2eFolder, integrationPage } from './integration-page.mjs';

/** Where the page of an integration lies, relative to the workspace. @param {string} id */
export const pageFile = (id) => `docs/architecture/integrations/integration-${id}.md`;

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * @param {string} root the workspace
 * @returns {Promise<readonly { file: string, text: string, contract: AnyContract }[]>} every page as it has to be
 */
export async function integrationPages(root) {
  return Promise.all(
    Object.values(contracts).map(async (contract) => {
      const introduction = await readFile(path.join(root, 'libs', 'integrations', contract.id, 'contract', 'introduction.md'), 'utf8');
      const file = pageFile(contract.id);
      const facts = { hasClickTests: existsSync(path.join(root, e2eFolder(contract.id))) };
      const options = await prettier.resolveConfig(path.join(root, file));
      const text = await prettier.format(integrationPage(contract, introduction, facts), { ...options, parser: 'markdown' });
      return { file, text, contract };
    }),
  );
}
