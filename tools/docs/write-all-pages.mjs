// What `write-pages.mjs` does.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { coverageFile, coveragePage } from './coverage-page.mjs';
import { decisionFiles } from './decision-files.mjs';
import { integrationPages } from './pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const pages = [...(await integrationPages(root)), { file: coverageFile, text: await coveragePage(root, decisionFiles(root)) }];
for (const { file, text } of pages) {
  await writeFile(path.join(root, file), text);
  console.log(file);
}
