// What `write.mjs` does.
import path from 'node:path';
import { writeChanged } from '../run/write-changed.mjs';
import { registryFiles } from './registries.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
await writeChanged(root, await registryFiles(root));
