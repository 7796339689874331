import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../electron/run-command.mjs';

/**
 * What Electron needs of a Linux system, how it is recognised, and what Debian calls it. Since 2024 Debian and Ubuntu add `t64`
 * to the names of some libraries.
 * @typedef {{ library: string, packages: readonly string[] } | { program: string, packages: readonly string[] }} Need
 */

/** @type {readonly Need[]} */
const ALWAYS = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  // The trash.
  { program: 'gio', packages: ['libglib2.0-bin'] },
];

/** @type {readonly Need[]} */
const WITHOUT_DISPLAY = [
  { program: 'Xvfb', packages: ['xvfb'] },
  { program: 'dbus-daemon', packages: ['dbus-daemon', 'dbus'] },
  // A real keychain for the end-to-end tests.
  { program: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  { library: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
];

/**
 * @param {{ display: boolean, libraries: string, programs: (name: string) => boolean }} facts `libraries`: what `ldconfig -p` prints
 * @returns {readonly Need[]} what is missing
 */
export function missingNeeds({ display, libraries, programs }) {
  const needs = display ? ALWAYS : [...ALWAYS, ...WITHOUT_DISPLAY];
  return needs.filter((need) => ('library' in need ? !libraries.includes(`${need.library} `) : !programs(need.program)));
}

/**
 * The packages' names on this release: of each need the first name that the system's lists know.
 * @param {readonly Need[]} needs
 * @param {(name: string) => boolean} known
 * @returns {string[]}
 */
export function packageNames(needs, known) {
  return needs.map((need) => need.packages.find(known) ?? need.packages.at(-1) ?? '').filter((name) => name !== '');
}

/**
 * On Debian and its relatives as root: installs what Electron misses. Elsewhere: says what to run, and goes on.
 * @param {import('../electron/machine.mjs').Machine} machine
 * @param {(line: string) => void} say
 * @returns {Promise<void>}
 * @throws {Error} with the exact command, when something is missing and we may or can not install it
 */
export async function ensureSystemLibraries(machine, say) {
  if (machine.platform !== 'linux') return;
  const missing = await missingNow(machine);
  if (missing.length === 0) return;
  if (!isDebian()) {
    const names = missing.map((need) => ('library' in need ? need.library : need.program)).join(', ');
    throw new Error(`Electron misses on this system: ${names}. Please install the packages that hold them and run the command again.`);
  }
  if (!machine.root) {
    const names = packageNames(missing, await knownPackages(missing)).join(' ');
    throw new Error(
      `Electron misses some system libraries. Please run this, then the command again:\n  sudo apt-get update && sudo apt-get install -y ${names}`,
    );
  }
  say('Installing the system libraries that Electron needs …');
  const env = { ...machine.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update'], { env });
  const names = packageNames(missing, await knownPackages(missing));
  const install = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env });
  const left = await missingNow(machine);
  if (left.length === 0) return;
  const said = (install.code === 0 ? update.stderr : install.stderr).trim().slice(-800);
  throw new Error(`The system libraries could not be installed with: apt-get install ${names.join(' ')}\n${said}`);
}

/** @param {import('../electron/machine.mjs').Machine} machine */
async function missingNow(machine) {
  const ldconfig = await runCommand('/sbin/ldconfig', ['-p']);
  // A system that manages its libraries in another way: Electron itself will say what it misses.
  if (ldconfig.code !== 0) return [];
  return missingNeeds({
    display: machine.display,
    libraries: ldconfig.stdout,
    programs: (name) => isOnPath(name, machine.env['PATH'] ?? ''),
  });
}

/**
 * The packages among those that `needs` name which this release has.
 * @param {readonly Need[]} needs
 * @returns {Promise<(name: string) => boolean>}
 */
async function knownPackages(needs) {
  const names = needs.flatMap((need) => need.packages);
  const listed = await runCommand('apt-cache', ['madison', ...names]);
  const known = new Set(listed.stdout.split('\n').map((line) => line.split('|')[0]?.trim() ?? ''));
  return (name) => known.has(name);
}

/**
 * @param {string} name
 * @param {string} searchPath
 */
function isOnPath(name, searchPath) {
  return searchPath.split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
