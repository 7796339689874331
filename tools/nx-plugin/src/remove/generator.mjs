// npx nx g @wiz/nx-plugin:remove <integration>
import { rmSync } from 'node:fs';
import path from 'node:path';
import { formatFiles, visitNotIgnoredFiles } from '@nx/devkit';
import { findIntegrations } from '@wiz/tools/registries/integrations.mjs';
import { linkPackages, pageOf, sayMadeAfterwards } from '../after-writing.mjs';
import { writeLists } from '../lists.mjs';
import { findOrRefuse } from '../find-or-refuse.mjs';

/**
 * Takes an integration out of the workspace, with its tests in the application, its page and its places in every list.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ integration: string }} options
 * @returns {Promise<() => void>} what has to happen once the files are gone
 * @throws {import('../refuse.mjs').Refusal} for an integration that there is none of
 */
export default async function removeGenerator(tree, { integration: id }) {
  const integrations = await findIntegrations(tree.root);
  findOrRefuse(integrations, id);
  const places = [`libs/integrations/${id}`, `e2e/desktop/src/integrations/${id}`, pageOf(id)];
  for (const place of places.filter((one) => tree.exists(one))) {
    if (tree.isFile(place)) tree.delete(place);
    else visitNotIgnoredFiles(tree, place, (file) => tree.delete(file));
  }
  await writeLists(
    tree,
    integrations.filter((one) => one.id !== id),
  );
  await formatFiles(tree);
  sayMadeAfterwards('package-lock.json');
  return () => {
    // What tools left there, and the empty folders.
    for (const place of places) rmSync(path.join(tree.root, place), { recursive: true, force: true });
    linkPackages(tree.root);
    console.log(`
${id} is gone from the workspace. Connections to it that people have saved are kept: the next version lists them,
says that it has no such integration, and lets them be renamed and removed, secrets and all; nothing can be run on them. Their runs
stay in the journal. They work again when the integration is back.`);
  };
}
