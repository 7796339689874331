// What `write-page.mjs` does.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scalePage, scalePageText } from './page.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
await writeFile(path.join(root, scalePage), await scalePageText(root));
console.log(scalePage);
