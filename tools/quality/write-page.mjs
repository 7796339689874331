// Writes the page of the quality scale: node tools/quality/write-page.mjs
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scalePage, scalePageText } from './page.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
await writeFile(path.join(root, scalePage), await scalePageText(root));
console.log(scalePage);
