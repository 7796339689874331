import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, chown, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { ordinaryUser } from './ordinary-user.mjs';
import { sandboxWorks } from './sandbox-probe.mjs';
import { REGISTER, SESSION_VARIABLE } from './session-processes.mjs';
import { makeWorkFolder } from './work-folder.mjs';
import { wrapperScript } from './wrapper-script.mjs';

/**
 * @typedef {object} Session
 * @property {string} executable start this instead of Electron: same arguments, same pipes, same process id
 * @property {string} workFolder made for this session, of the user who runs Electron; gone after `close`
 * @property {NodeJS.ProcessEnv} env for whoever starts `executable` (a test runner): ours, the display, and the WIZ_… variables
 * @property {boolean} sandboxed
 * @property {{ uid: number, gid: number } | undefined} user who runs Electron when it is not us
 * @property {() => Promise<void>} close ends everything that runs in the session
 */

/** What a user's own desktop would lead Electron to; a session has its own. */
const FOREIGN = [
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'SESSION_MANAGER'],
  ...['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'GNOME_KEYRING_CONTROL', 'SSH_AUTH_SOCK'],
];

/**
 * Opens a place where Electron can run on this machine without touching anything of its user's: an own home folder, message
 * bus and, where nobody looks, an own virtual display; as root under an ordinary user, for the sandbox.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./find-electron.mjs').Electron} electron
 * @returns {Promise<Session>}
 * @throws {Error} with a sentence for the user
 */
export async function openSession(machine, electron) {
  const user = machine.platform === 'linux' && machine.root ? await ordinaryUser() : undefined;
  const workFolder = await makeWorkFolder(user);
  const base = {
    WIZ_EXECUTABLE: electron.executable,
    WIZ_ELECTRON: electron.kind,
    WIZ_BUILD_TARGET: electron.buildTarget,
    WIZ_WORK: workFolder,
  };
  if (machine.platform !== 'linux') {
    const close = () => rm(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return { executable: electron.executable, workFolder, env: { ...machine.env, ...base }, sandboxed: true, user, close };
  }

  const keep = Boolean(machine.env['WIZ_KEEP_WORK']);
  const keeper = await startKeeper({ folder: workFolder, display: !machine.display, keep, ...(user === undefined ? {} : { user }) });
  try {
    const surroundings = await surroundingsOf(machine, workFolder, keeper.answer, user);
    const executable = path.join(workFolder, 'electron');
    const register = path.join(workFolder, REGISTER);
    const fixed = { executable: electron.executable, env: surroundings, without: FOREIGN, user, cwd: workFolder, register };
    const write = (/** @type {readonly string[]} */ switches) =>
      writeFile(executable, wrapperScript({ ...fixed, switches }), { mode: 0o755 });
    // The basic store asks no keyring; a test of the real keyring says so by a later switch, which wins.
    const switches = ['--password-store=basic', ...(machine.display ? [] : ['--disable-gpu'])];
    await write(switches);
    const sandboxed = await sandboxWorks({
      executable: electron.executable,
      uid: user?.uid ?? process.getuid?.(),
      cache: machine.cache,
      workFolder,
      start: (args) => ({ command: executable, args, env: machine.env }),
    });
    if (!sandboxed) await write(['--no-sandbox', ...switches]);
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...machine.env, ...base, WIZ_EXECUTABLE: executable, [SESSION_VARIABLE]: workFolder };
    for (const name of ['DISPLAY', 'XAUTHORITY']) if (surroundings[name] !== undefined) env[name] = surroundings[name];
    if (!sandboxed) env['WIZ_NO_SANDBOX'] = '1';
    if (user !== undefined) {
      env['WIZ_UID'] = String(user.uid);
      env['WIZ_GID'] = String(user.gid);
    }
    return { executable, workFolder, env, sandboxed, user, close: keeper.close };
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} workFolder
 * @param {import('./keeper.mjs').KeeperAnswer} answer
 * @param {{ uid: number, gid: number } | undefined} user
 * @returns {Promise<Record<string, string>>}
 */
async function surroundingsOf(machine, workFolder, answer, user) {
  /** @type {Record<string, string>} */
  const result = {
    HOME: path.join(workFolder, 'home'),
    XDG_RUNTIME_DIR: path.join(workFolder, 'runtime'),
    DBUS_SESSION_BUS_ADDRESS: answer.bus ?? 'disabled:',
    // Nothing here belongs on the machine's own bus, and where there is none every start complains.
    DBUS_SYSTEM_BUS_ADDRESS: answer.bus ?? 'disabled:',
    [SESSION_VARIABLE]: workFolder,
  };
  if (answer.display !== undefined && answer.xauthority !== undefined) {
    return { ...result, DISPLAY: answer.display, XAUTHORITY: answer.xauthority, XDG_SESSION_TYPE: 'x11' };
  }
  // On a display that is there already another user needs the cookie as a file of its own.
  const cookies = machine.env['XAUTHORITY'] ?? path.join(machine.env['HOME'] ?? '', '.Xauthority');
  const copy = path.join(workFolder, 'xauthority');
  const copied = await copyFile(cookies, copy).then(
    () => true,
    () => false,
  );
  if (copied && user !== undefined) await chown(copy, user.uid, user.gid);
  return copied ? { ...result, XAUTHORITY: copy } : result;
}

/**
 * @param {import('./keeper.mjs').KeeperOrder} order
 * @returns {Promise<{ answer: import('./keeper.mjs').KeeperAnswer, close: () => Promise<void> }>}
 */
async function startKeeper(order) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'keeper.mjs'), JSON.stringify(order)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.on('error', () => undefined);
  const close = async () => {
    child.stdin.end();
    await ended;
  };
  const line = await new Promise((/** @type {(line: string) => void} */ resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve('{"error":"The keeper of the desktop session ended at once."}'));
  });
  const answer = /** @type {import('./keeper.mjs').KeeperAnswer} */ (JSON.parse(line));
  if (answer.error !== undefined) {
    await close();
    throw new Error(answer.error);
  }
  return { answer, close };
}
