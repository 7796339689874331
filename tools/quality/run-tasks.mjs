import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { nxCommand } from '../run/nx.mjs';

/**
 * Runs what the rules look at, where Nx does not know its outcome already. A failure is no end: it is one of the facts. Each task is
 * named when it is over; what the tasks said is shown only where one failed.
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
  console.error(`Checking ${ids.join(', ')}: lint, types, tests and their coverage …`);
  return new Promise((resolve, reject) => {
    const child = spawn(nx.command, [...nx.args, ...args], { cwd: root, env: nx.env, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {string[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const task = /^> nx run (\S+)/.exec(stripVTControlCharacters(line))?.[1];
        // Standard output belongs to the report.
        if (task !== undefined) console.error(`checked ${task}`);
      });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) console.error(said.join('\n'));
      resolve(code ?? 1);
    });
  });
}
