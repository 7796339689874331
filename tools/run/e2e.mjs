// Runs a command (usually `playwright test`) that needs Electron inside a desktop session.
// usage: node tools/run/e2e.mjs --app <built application folder> [--sessions <number>] -- <command> [argument ...]
// The command finds WIZ_EXECUTABLE, WIZ_APP (the application's copy in the session), WIZ_WORK and, as root, WIZ_UID and WIZ_GID; and
// the same of each session, as JSON, in WIZ_SESSIONS. There is one where a display is shared: two applications would fight for focus.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureElectron } from '../electron/ensure-electron.mjs';
import { readMachine } from '../electron/machine.mjs';
import { stageApp } from '../electron/stage-app.mjs';
import { withSessions } from '../electron/with-session.mjs';
import { commandOf } from './command-of.mjs';
import { runVisibly } from './run-visibly.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const order = commandOf(process.argv.slice(2));
if (order === undefined) {
  console.error('usage: node tools/run/e2e.mjs --app <built application folder> [--sessions <number>] -- <command> [argument ...]');
  process.exit(2);
}
const app = path.resolve(order.app);
if (!existsSync(path.join(app, 'package.json'))) {
  console.error(`${app} holds no built application. Build it first: npx nx build desktop`);
  process.exit(2);
}
const machine = readMachine();
const electron = await ensureElectron(root, machine, console.log);
const count = machine.platform === 'linux' && !machine.display ? order.sessions : 1;
process.exitCode = await withSessions(machine, electron, count, async (sessions, signal) => {
  const places = await Promise.all(
    sessions.map(async (session) => {
      const env = { ...session.env, WIZ_APP: await stageApp(session, app) };
      return Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== machine.env[name]));
    }),
  );
  const { command, args } = localCommand(order.command, order.args);
  const env = { ...machine.env, ...places[0], WIZ_SESSIONS: JSON.stringify(places) };
  return runVisibly(command, args, { env, signal });
});

/**
 * `node` and `playwright` by their scripts, so that no shell is needed on Windows either.
 * @param {string} command
 * @param {readonly string[]} args
 */
function localCommand(command, args) {
  if (command === 'node') return { command: process.execPath, args };
  if (command === 'playwright') {
    return { command: process.execPath, args: [path.join(root, 'node_modules', '@playwright', 'test', 'cli.js'), ...args] };
  }
  return { command, args };
}
