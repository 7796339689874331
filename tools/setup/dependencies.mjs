import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand } from '../electron/npm-command.mjs';
import { dependenciesMatch, lockStamp } from './dependency-state.mjs';

/**
 * Installs the dependencies by the lock file when they are missing or belong to another one.
 * @param {string} root the workspace
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether something was installed
 * @throws {Error} with a sentence for the user
 */
export async function ensureDependencies(root, env, say) {
  const lock = await readFile(path.join(root, 'package-lock.json'), 'utf8');
  const modules = path.join(root, 'node_modules');
  const stampFile = path.join(modules, '.wiz', 'lock');
  const stamp = lockStamp(lock);
  if ((await readText(stampFile)) === stamp && existsSync(path.join(modules, '.package-lock.json'))) return false;
  const remember = async () => {
    await mkdir(path.dirname(stampFile), { recursive: true });
    await writeFile(stampFile, stamp);
  };
  if (dependenciesMatch(lock, await readText(path.join(modules, '.package-lock.json')))) {
    await remember();
    return false;
  }
  say('Installing the dependencies (a minute or two, only this once) …');
  const npm = npmCommand(env);
  const code = await new Promise((/** @type {(code: number) => void} */ resolve) => {
    // Warnings of npm are about packages that only developers of those packages can do something about.
    const child = spawn(npm.command, [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    child.once('error', () => resolve(127));
    child.once('close', (value) => resolve(value ?? 1));
  });
  if (code !== 0) throw new Error('The dependencies could not be installed; npm says above why. Is its registry reachable from here?');
  await remember();
  return true;
}

/** @param {string} file */
function readText(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}
