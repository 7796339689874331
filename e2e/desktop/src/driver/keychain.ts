import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSession } from './session.ts';

/** The switch that makes the application ask the session's keychain. */
export const keychainSwitch = '--password-store=gnome-libsecret';

const readyMs = 10_000;

/** A running GNOME keyring, unlocked. */
export interface Keychain {
  /** Ends it; what it keeps stays in its folder. */
  stop(): Promise<void>;
}

/**
 * Starts the real keychain of a Linux desktop on the session's message bus. Two of them with different folders are two
 * keychains: what one has sealed, the other does not open.
 *
 * @param folder where it keeps its keys; made when it is missing
 */
export async function startKeychain(folder: string): Promise<Keychain> {
  const { work, owner } = readSession();
  const folders = ['', 'data', 'runtime'].map((name) => path.join(folder, name));
  for (const place of folders) {
    await mkdir(place, { recursive: true, mode: 0o700 });
    if (owner !== undefined) await chown(place, owner.uid, owner.gid);
  }
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_RUNTIME_DIR: path.join(folder, 'runtime'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(work, 'runtime', 'bus')}`,
  };
  const options = { env, cwd: folder, ...owner };
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  daemon.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  daemon.stdin.end('password of this test');
  // What it was started with waits to be asked for, as a desktop's own session does.
  while (!existsSync(path.join(folder, 'runtime', 'keyring', 'control')) && !hasEnded(daemon)) await sleep(20);
  await once(spawn('gnome-keyring-daemon', ['--start', '--components=secrets'], { ...options, stdio: 'ignore' }), 'exit');
  const until = Date.now() + readyMs;
  while (!(await isOpen(options))) {
    if (Date.now() > until || hasEnded(daemon)) throw new Error(`The keychain did not start. It said: ${said}`);
    await sleep(50);
  }
  return { stop: () => stop(daemon, options) };
}

async function stop(daemon: ChildProcess, options: object): Promise<void> {
  if (!hasEnded(daemon)) {
    const gone = once(daemon, 'exit');
    daemon.kill();
    const stuck = sleep(2000).then(() => daemon.kill('SIGKILL'));
    await Promise.race([gone, stuck.then(() => gone)]);
  }
  const until = Date.now() + readyMs;
  while (await isThere(options)) {
    if (Date.now() > until) throw new Error('The keychain did not end.');
    await sleep(50);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const bus = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'];
const login = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets/collection/login'];

/** Whether somebody answers for secrets on the session's bus. */
async function isThere(options: object): Promise<boolean> {
  return (await ask(options, [...bus, '--method', 'org.freedesktop.DBus.NameHasOwner', 'org.freedesktop.secrets'])).includes('true');
}

/** Whether the keyring that secrets go into is there and unlocked; that is some time after somebody answers. */
async function isOpen(options: object): Promise<boolean> {
  if (!(await isThere(options))) return false;
  const locked = ['--method', 'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Locked'];
  return (await ask(options, [...login, ...locked])).includes('false');
}

async function ask(options: object, args: readonly string[]): Promise<string> {
  const asked = spawn('gdbus', ['call', '--session', ...args], { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  asked.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  await once(asked, 'close');
  return said;
}
