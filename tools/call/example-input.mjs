import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const integrations = path.resolve(import.meta.dirname, '..', '..', 'libs', 'integrations');

/**
 * The good input that the laws try an operation with.
 * @param {string} id the integration's
 * @param {string} operation
 * @returns {Promise<unknown>} undefined where the integration names none
 */
export async function exampleInput(id, operation) {
  const file = path.join(integrations, id, 'main', 'src', 'testing', 'conformance.ts');
  if (!existsSync(file)) return undefined;
  const { standIn } = await import(pathToFileURL(file).href);
  return standIn?.examples?.[operation];
}
