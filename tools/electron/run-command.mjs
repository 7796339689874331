import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program could not be started, 128 when a signal or the time limit ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs one program to its end. Never throws for what the program does: the caller decides by `code`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean, uid?: number, gid?: number }} [options]
 *   `show`: pass the output on to ours as well
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const { show = false, timeoutMs, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const result = { code: 128, stdout: '', stderr: '' };
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      result.stdout += text;
      if (show) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      result.stderr += text;
      if (show) process.stderr.write(text);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout: result.stdout, stderr: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ ...result, code: code ?? 128 });
    });
  });
}
