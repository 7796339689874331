// Runs one check (a linter, the type checker) and leaves its verdict as JUnit beside the test runners' files,
// so that the final count speaks for everything that ran.
// usage: node check.mjs <target> <project> <command> [argument ...]
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { runCommand } from '../electron/run-command.mjs';
import { checkJunit } from './check-junit.mjs';

/**
 * The checkers by their scripts, so that no shell is needed on any system. Types are checked by the native compiler, several times
 * quicker; ESLint still needs the one before.
 */
const SCRIPTS = new Map([
  ['eslint', path.join('eslint', 'bin', 'eslint.js')],
  ['tsc', path.join('typescript-native', 'bin', 'tsc')],
]);

const [target, project, command, ...args] = process.argv.slice(2);
const script = SCRIPTS.get(command ?? '');
if (target === undefined || project === undefined || script === undefined) {
  console.error(`usage: check.mjs <target> <project> <${[...SCRIPTS.keys()].join(' or ')}> [argument ...]`);
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '..', '..');
const startedAt = performance.now();
const { code, stdout, stderr } = await runCommand(process.execPath, [path.join(root, 'node_modules', script), ...args], {
  cwd: root,
  show: true,
});
const seconds = (performance.now() - startedAt) / 1000;
const folder = path.join(root, 'dist', 'test-output', project);
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, `${target}.xml`), checkJunit({ project, target, code, seconds, output: stdout + stderr }));
process.exitCode = code;
