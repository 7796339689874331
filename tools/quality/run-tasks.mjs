import { spawn } from 'node:child_process';
import { nxCommand } from '../run/nx.mjs';

/**
 * Runs what the rules look at, where Nx does not know its outcome already. A failure is no end: it is one of the facts.
 * @param {string} root the workspace
 * @param {NodeJS.ProcessEnv} machineEnv
 * @param {readonly string[]} ids of integrations
 * @returns {Promise<number>} Nx's exit code
 */
export function runTasks(root, machineEnv, ids) {
  const nx = nxCommand(root, machineEnv);
  const projects = ids.flatMap((id) => [`contract-${id}`, `integration-${id}`]);
  const args = [
    'run-many',
    '-t',
    'lint',
    'typecheck',
    'test',
    'coverage',
    '-p',
    projects.join(','),
    '--parallel=2',
    '--output-style=static',
    '--nx-bail=false',
  ];
  return new Promise((resolve, reject) => {
    // Standard output belongs to the report.
    const child = spawn(nx.command, [...nx.args, ...args], { cwd: root, env: nx.env, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
