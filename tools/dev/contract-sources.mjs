import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** An operation in its contract: its name, and one of the four words that declare an effect. */
const declaration = /^\s*([a-z]\w*)\s*:\s*(?:read|write|idempotent|destructive)\(/i;

/**
 * Where the contracts declare their operations.
 * @param {string} root the workspace
 * @returns {Promise<Record<string, { file: string, line: number }>>} by `integration.operation`; lines count from 1
 */
export async function contractSources(root) {
  const integrations = path.join(root, 'libs', 'integrations');
  /** @type {Record<string, { file: string, line: number }>} */
  const sources = {};
  for (const entry of await readdir(integrations, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = path.join(integrations, entry.name, 'contract', 'src');
    // A folder that is just being made or removed has none yet, or none any more.
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))) {
      const file = path.join(folder, name);
      for (const [index, text] of (await readFile(file, 'utf8')).split('\n').entries()) {
        const operation = declaration.exec(text)?.[1];
        if (operation !== undefined) sources[`${entry.name}.${operation}`] = { file, line: index + 1 };
      }
    }
  }
  return sources;
}
