// Builds the application folder: main, preload and renderer, side by side.
import path from 'node:path';
import process from 'node:process';
import { build } from 'vite';

const project = path.resolve(import.meta.dirname, '..');
const parts = ['main', 'preload', 'renderer'];

try {
  await Promise.all(parts.map((part) => build({ configFile: path.join(project, `vite.${part}.config.ts`), logLevel: 'warn' })));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
