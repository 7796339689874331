// Makes a fresh clone ready to run: dependencies, the pinned Node, system libraries, Electron. Runs before `npm start` and
// `npm test`, on the machine's own Node and without node_modules; silent and quick when nothing is missing.
import path from 'node:path';
import process from 'node:process';
import { ensureElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { runCommand } from './electron/run-command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { chooseNode } from './setup/node-choice.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

const root = path.resolve(import.meta.dirname, '..');
const say = (/** @type {string} */ line) => console.log(line);

try {
  const machine = readMachine();
  await ensureDependencies(root, machine.env, say);
  const pinned = await runCommand(pinnedNode(), ['--version'], { timeoutMs: 10_000 });
  const choice = chooseNode({ pinned: pinned.code === 0 ? pinned.stdout : undefined, own: process.version });
  if ('problem' in choice) throw new Error(choice.problem);
  await ensureSystemLibraries(machine, say);
  await ensureElectron(root, machine, say, choice.use === 'pinned' ? pinnedNode() : process.execPath);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The binary that the pinned package brought for this system; npm links it as `node` into node_modules/.bin. */
function pinnedNode() {
  if (process.platform === 'win32') return path.join(root, 'node_modules', `node-win-${process.arch}`, 'bin', 'node.exe');
  return path.join(root, 'node_modules', '.bin', 'node');
}
