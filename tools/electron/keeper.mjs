// Owns a desktop session: the virtual display, the message bus, and the duty to end everything that was started in it.
// It lives in a process of its own and ends when its standard input does, so that a session disappears however its user died.
// usage: node keeper.mjs <JSON of KeeperOrder>; answers with one line of JSON: KeeperAnswer
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { endProcesses, SESSION_VARIABLE } from './session-processes.mjs';
import { xauthority } from './xauthority.mjs';

/** @typedef {{ folder: string, display: boolean, user?: { uid: number, gid: number }, keep: boolean }} KeeperOrder */
/** @typedef {{ display?: string, xauthority?: string, bus?: string, error?: string }} KeeperAnswer */

const SCREEN = '1440x1000x24';
const START_MS = 20_000;
const GRACE_MS = 2_000;

/** @type {KeeperOrder} */
const order = JSON.parse(process.argv[2] ?? '{}');
const runtime = path.join(order.folder, 'runtime');
/** @type {NodeJS.ProcessEnv} */
const env = {
  PATH: process.env['PATH'],
  HOME: path.join(order.folder, 'home'),
  XDG_RUNTIME_DIR: runtime,
  LANG: process.env['LANG'] ?? 'C.UTF-8',
  [SESSION_VARIABLE]: order.folder,
};
let ending = false;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP'])) process.on(signal, () => undefined);
process.on('SIGTERM', () => void end());
process.stdin
  .resume()
  .on('end', () => void end())
  .on('error', () => void end());
process.stdout.on('error', () => void end());

try {
  answer(await start());
} catch (error) {
  answer({ error: error instanceof Error ? error.message : String(error) });
  await end();
}

/** @returns {Promise<KeeperAnswer>} */
async function start() {
  /** @type {KeeperAnswer} */
  const result = {};
  const cookies = path.join(order.folder, 'xauthority');
  if (order.display) {
    await writeFile(cookies, xauthority(randomBytes(16)), { mode: 0o600 });
    if (order.user !== undefined) await chown(cookies, order.user.uid, order.user.gid);
    const args = ['-displayfd', '3', '-auth', cookies, '-nolisten', 'tcp', '-screen', '0', SCREEN];
    result.display = `:${await startAndRead('Xvfb', args, 3)}`;
    result.xauthority = cookies;
    env['DISPLAY'] = result.display;
    env['XAUTHORITY'] = cookies;
  }
  const config = path.join(order.folder, 'bus.conf');
  await writeFile(config, busConfig(path.join(runtime, 'bus')));
  // Without a bus Electron still works, but every start waits seconds for one.
  result.bus = await startAndRead('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=3'], 3).catch(
    () => 'disabled:',
  );
  return result;
}

/**
 * Starts a program that tells through a file descriptor when it is ready.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} fd
 * @returns {Promise<string>} the line it told
 */
async function startAndRead(command, args, fd) {
  const log = path.join(order.folder, 'logs', `${path.basename(command)}.log`);
  const file = await open(log, 'a');
  const child = spawn(command, args, { ...order.user, env, cwd: order.folder, stdio: ['ignore', file.fd, file.fd, 'pipe'] });
  await file.close();
  const told = child.stdio[fd];
  const line = await /** @type {Promise<string>} */ (
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${command} did not get ready within ${String(START_MS / 1000)} s.`)), START_MS);
      const fail = (/** @type {string} */ reason) => {
        clearTimeout(timer);
        reject(new Error(reason));
      };
      let text = '';
      child.once('error', (error) => fail(`${command} could not be started: ${error.message}`));
      child.once('exit', (code) => fail(`${command} ended at once (exit ${String(code)}).`));
      told?.on('data', (/** @type {Buffer} */ bytes) => {
        text += bytes.toString('utf8');
        if (!text.includes('\n')) return;
        clearTimeout(timer);
        resolve(text.trim());
      });
    })
  ).catch(async (/** @type {unknown} */ error) => {
    const said = (await readFile(log, 'utf8').catch(() => '')).trim().slice(-500);
    throw new Error(`${error instanceof Error ? error.message : String(error)}${said === '' ? '' : ` It said: ${said}`}`);
  });
  told?.destroy();
  return line;
}

/**
 * A message bus that starts no service of the machine by itself: a test that wants a keychain starts one, and all others have none.
 * @param {string} socket
 */
function busConfig(socket) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** @param {KeeperAnswer} value */
function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function end() {
  if (ending) return;
  ending = true;
  await endProcesses(order.folder, GRACE_MS);
  if (!order.keep) await rm(order.folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}
