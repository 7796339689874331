import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { electronVersion, executableIn, officialCopy } from './find-electron.mjs';

/** A download that has not moved for so long is given up. */
const STALLED_MS = 15_000;
/** After a failure the next automatic try. */
const RETRY_MS = 24 * 60 * 60_000;

/**
 * What a failed download depends on: with any of these changed it is tried again.
 * @param {NodeJS.ProcessEnv} env
 */
export function routeOf(env) {
  const names = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];
  return names.map((name) => env[name] ?? '').join(' ');
}

/**
 * @param {{ at: number, version: string, route: string } | undefined} failure the last one
 * @param {{ now: number, version: string, route: string }} present
 * @returns {boolean} whether a download is worth another try
 */
export function worthTrying(failure, { now, version, route }) {
  if (failure === undefined || failure.version !== version || failure.route !== route) return true;
  const age = now - failure.at;
  return age < 0 || age >= RETRY_MS;
}

/**
 * Fetches the official Electron's binary with the package's own script, unless that failed here lately.
 * @param {string} root the workspace
 * @param {import('./machine.mjs').Machine} machine
 * @param {(line: string) => void} say
 * @param {string} node
 * @returns {Promise<boolean>} whether it is there now
 */
export async function fetchOfficial(root, machine, say, node) {
  const version = electronVersion(root);
  const script = path.join(root, 'node_modules', 'electron', 'install.js');
  if (version === undefined || !existsSync(script)) return false;
  const memory = path.join(root, 'node_modules', '.wiz', 'electron-download.json');
  const present = { now: Date.now(), version, route: routeOf(machine.env) };
  if (!worthTrying(await readFailure(memory), present)) return false;

  say(`Fetching Electron ${version} …`);
  const problem = await download(node, script, machine);
  if (problem === undefined) {
    await rm(memory, { force: true });
    if (machine.platform === 'linux' && machine.root) await copyForOrdinaryUser(root, machine.cache, version);
    return true;
  }
  await mkdir(path.dirname(memory), { recursive: true });
  await writeFile(memory, JSON.stringify({ at: present.now, version, route: present.route, problem }));
  say(`Electron ${version} could not be fetched: ${problem}`);
  return false;
}

/**
 * @param {string} node
 * @param {string} script
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<string | undefined>} what went wrong
 */
async function download(node, script, machine) {
  await mkdir(machine.cache, { recursive: true });
  const temporary = await mkdtemp(path.join(machine.cache, '.download-'));
  const proxy = ['HTTPS_PROXY', 'https_proxy'].some((name) => Boolean(machine.env[name]));
  const env = {
    ...machine.env,
    ...(proxy ? { ELECTRON_GET_USE_PROXY: '1' } : {}),
    // Its temporary files lie where we can watch whether they grow.
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
  const child = spawn(node, [script], { env, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    said += text;
  });
  let size = -1;
  let movedAt = Date.now();
  let stalled = false;
  const watch = setInterval(() => {
    void sizeOf(temporary).then((now) => {
      if (now !== size) movedAt = Date.now();
      size = now;
      // Once something has arrived, the time may also go into unpacking it.
      if (Date.now() - movedAt > (size > 0 ? 4 : 1) * STALLED_MS) {
        stalled = true;
        child.kill('SIGKILL');
      }
    });
  }, 1_000);
  try {
    const code = await /** @type {Promise<number | null>} */ (
      new Promise((resolve) => {
        child.once('error', () => resolve(1));
        child.once('close', resolve);
      })
    );
    if (code === 0) return undefined;
    if (stalled) return 'its server did not answer in time.';
    if (said.includes('fetch failed')) return 'its release site could not be reached.';
    return said.trim().split('\n')[0] || `exit ${String(code)}`;
  } finally {
    clearInterval(watch);
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} folder */
async function sizeOf(folder) {
  let size = 0;
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    size += (await stat(path.join(folder, name)).catch(() => undefined))?.size ?? 0;
  }
  return size;
}

/**
 * @param {string} root
 * @param {string} cache
 * @param {string} version
 */
async function copyForOrdinaryUser(root, cache, version) {
  const target = officialCopy(cache, version);
  if (existsSync(path.join(target, executableIn('linux')))) return;
  const work = await mkdtemp(path.join(cache, '.unpacking-'));
  try {
    const copy = path.join(work, 'electron');
    await cp(path.join(root, 'node_modules', 'electron', 'dist'), copy, { recursive: true });
    await chmod(cache, 0o755);
    await chmod(copy, 0o755);
    await chown(path.join(copy, 'chrome-sandbox'), 0, 0);
    await chmod(path.join(copy, 'chrome-sandbox'), 0o4755);
    await rename(copy, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {Promise<{ at: number, version: string, route: string } | undefined>}
 */
async function readFailure(file) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(await readFile(file, 'utf8')));
    if (typeof parsed !== 'object' || parsed === null || !('at' in parsed) || !('version' in parsed) || !('route' in parsed))
      return undefined;
    const { at, version, route } = parsed;
    if (typeof at !== 'number' || typeof version !== 'string' || typeof route !== 'string') return undefined;
    return { at, version, route };
  } catch {
    return undefined;
  }
}
