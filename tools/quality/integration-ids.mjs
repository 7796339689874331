import { readdirSync } from 'node:fs';
import path from 'node:path';

/** @param {string} root the workspace @returns {readonly string[]} sorted; no contract is loaded for it */
export function findIntegrationIds(root) {
  return readdirSync(path.join(root, 'libs', 'integrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
