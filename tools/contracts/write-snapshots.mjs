// What `write.mjs` does.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { findIntegrations } from '../registries/integrations.mjs';
import { releasedVersions } from './released.mjs';
import { snapshotToWrite } from './snapshot-to-write.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const replace = process.argv.includes('--replace');
const ids = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const found = await findIntegrations(root);
const unknown = ids.filter((id) => !found.some((integration) => integration.id === id));
if (unknown.length > 0) {
  console.error(`There is no integration ${unknown.join(', ')}.`);
  process.exit(1);
}
for (const { id, contract } of found.filter((integration) => ids.length === 0 || ids.includes(integration.id))) {
  const { ok, file, text, says } = await snapshotToWrite(root, contract, {
    replace,
    isReleased: (version) => releasedVersions(root, id).includes(version),
  });
  for (const line of says) console.log(line);
  if (!ok) process.exitCode = 1;
  if (file === undefined || text === undefined) continue;
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}
