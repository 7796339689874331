// The lists of integrations in a virtual tree: whatever changes them shows in a dry run.
import { registryFilesOf } from '@wiz/tools/registries/registries.mjs';

/** @typedef {import('@nx/devkit').Tree} Tree */

/**
 * Writes every list of the integrations as these make it.
 *
 * @param {Tree} tree
 * @param {Parameters<typeof registryFilesOf>[1]} integrations
 */
export async function writeLists(tree, integrations) {
  for (const { file, text } of await registryFilesOf(tree.root, integrations)) {
    if (tree.read(file, 'utf8') !== text) tree.write(file, text);
  }
}
