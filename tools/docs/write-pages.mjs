// Writes the page of every integration: node tools/docs/write-pages.mjs
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { integrationPages } from './pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
for (const { file, text } of await integrationPages(root)) {
  await writeFile(path.join(root, file), text);
  console.log(file);
}
