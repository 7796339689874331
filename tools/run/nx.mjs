import path from 'node:path';
import process from 'node:process';

/**
 * How our scripts start Nx: without a shell, its daemon (it would stay behind), or a cloud.
 * @param {string} root the workspace
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }} put Nx's own arguments behind `args`
 */
export function nxCommand(root, env) {
  const tools = [path.dirname(process.execPath), path.join(root, 'node_modules', '.bin')];
  // On Windows the variable may be spelt in another way.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    command: process.execPath,
    args: [path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js')],
    env: {
      ...env,
      [name]: [...tools, env[name] ?? ''].join(path.delimiter),
      NX_DAEMON: 'false',
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
      // Tasks write their verdicts into files and do not need a terminal.
      NX_TASKS_RUNNER_DYNAMIC_OUTPUT: 'false',
    },
  };
}
