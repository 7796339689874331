// What `write-pages.mjs` does.
import path from 'node:path';
import { writeChanged } from '../run/write-changed.mjs';
import { coverageFile, coveragePage } from './coverage-page.mjs';
import { decisionFiles } from './decision-files.mjs';
import { integrationPages } from './pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
await writeChanged(root, [...(await integrationPages(root)), { file: coverageFile, text: await coveragePage(root, decisionFiles(root)) }]);
