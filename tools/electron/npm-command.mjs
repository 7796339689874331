import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * How to start npm without a shell (on Windows `npm` is a batch file, which `spawn` refuses): through the Node that runs us.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[] }} put npm's own arguments behind `args`
 */
export function npmCommand(env) {
  const beside = path.dirname(process.execPath);
  const candidates = [
    env['npm_execpath'],
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  for (const candidate of candidates) {
    if (candidate !== undefined && /npm-cli\.c?js$/.test(candidate) && existsSync(candidate)) {
      return { command: process.execPath, args: [candidate] };
    }
  }
  return { command: 'npm', args: [] };
}
