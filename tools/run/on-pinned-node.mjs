// Contracts are TypeScript, and tools that read them need a Node that loads it. People start tools with whatever Node they have.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * Does some work when this Node loads TypeScript by itself. Otherwise starts the same command with the Node that `npm ci` has
 * installed, and takes its exit code.
 * @param {() => Promise<unknown>} work imports what needs such a Node only when it is called
 */
export async function onPinnedNode(work) {
  if (process.features.typescript) {
    await work();
    return;
  }
  const { platform, arch } = process;
  const windows = platform === 'win32';
  const pinned = path.join(root, 'node_modules', `node-${windows ? 'win' : platform}-${arch}`, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(pinned)) {
    console.error(`Node ${process.versions.node} is too old for this. Run “npm ci” first, which brings a newer one, or install Node 24.`);
    process.exitCode = 1;
    return;
  }
  process.exitCode = spawnSync(pinned, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1;
}
