// What `write.mjs` does.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { registryFiles } from './registries.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
for (const { file, text } of await registryFiles(root)) {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
  console.log(file);
}
