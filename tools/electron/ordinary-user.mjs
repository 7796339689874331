import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.mjs';

/** @typedef {{ name: string, uid: number, gid: number }} OrdinaryUser */

const NAME = 'wiz-sandbox';

/**
 * Chromium's sandbox refuses to work for the superuser, so as root Electron runs as somebody else: a system user of our own,
 * made when it is missing, or `nobody` where none can be made.
 * @returns {Promise<OrdinaryUser>}
 */
export async function ordinaryUser() {
  const known = await findUser(NAME);
  if (known !== undefined) return known;
  const shell = '/usr/sbin/nologin';
  await runCommand('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', shell, NAME]);
  return (await findUser(NAME)) ?? (await findUser('nobody')) ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
}

/** @param {string} name */
async function findUser(name) {
  return parseUser(await readFile('/etc/passwd', 'utf8').catch(() => ''), name);
}

/**
 * @param {string} passwd text in the form of passwd(5)
 * @param {string} name
 * @returns {OrdinaryUser | undefined} undefined as well for a line that does not hold two numbers, and for the superuser
 */
export function parseUser(passwd, name) {
  for (const line of passwd.split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user !== name) continue;
    const parsed = { name, uid: Number.parseInt(uid ?? '', 10), gid: Number.parseInt(gid ?? '', 10) };
    if (parsed.uid > 0 && parsed.gid > 0) return parsed;
  }
  return undefined;
}
