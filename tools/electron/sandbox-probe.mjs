import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const PROBE_MS = 90_000;

/**
 * Whether Chromium's sandbox works with this Electron, user and kernel, found out by starting it. That it works is
 * remembered under everything that decides it, so that only the first session of a machine pays; that it does not is found out
 * anew each time, for a machine that was merely too busy must not lose its sandbox for good.
 * @param {object} options
 * @param {string} options.executable Electron's binary
 * @param {number | undefined} options.uid who runs it
 * @param {string} options.cache
 * @param {string} options.workFolder
 * @param {(args: readonly string[]) => { command: string, args: readonly string[], env: NodeJS.ProcessEnv }} options.start
 *   how to start Electron with these arguments
 * @returns {Promise<boolean>}
 * @throws {Error} when Electron does not start without its sandbox either; says what it said
 */
export async function sandboxWorks({ executable, uid, cache, workFolder, start }) {
  const key = await fingerprint(executable, uid);
  const memory = path.join(cache, 'sandbox.json');
  const known = await readMemory(memory);
  if (known.includes(key)) return true;

  const app = path.join(workFolder, 'probe');
  await cp(path.join(import.meta.dirname, 'probe-app'), app, { recursive: true });
  const data = `--user-data-dir=${path.join(workFolder, 'data', 'probe')}`;
  const probe = async (/** @type {readonly string[]} */ more) => {
    const order = start([app, data, ...more]);
    return runCommand(order.command, order.args, { env: order.env, timeoutMs: PROBE_MS });
  };
  const sandboxed = await probe([]);
  if (sandboxed.code !== 0) {
    const bare = await probe(['--no-sandbox']);
    if (bare.code !== 0) {
      throw new Error(`Electron does not start on this machine. It said:\n${bare.stderr.trim().slice(-1500)}`);
    }
  }
  if (sandboxed.code !== 0) return false;
  await mkdir(cache, { recursive: true });
  await writeFile(memory, JSON.stringify([...known, key]));
  return true;
}

/**
 * @param {string} executable
 * @param {number | undefined} uid
 */
async function fingerprint(executable, uid) {
  const helper = await stat(path.join(path.dirname(executable), 'chrome-sandbox')).catch(() => undefined);
  const binary = await stat(executable);
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const limits = status.split('\n').filter((line) => /^(CapBnd|NoNewPrivs|Seccomp):/.test(line));
  const settings = await Promise.all(
    ['kernel/unprivileged_userns_clone', 'kernel/apparmor_restrict_unprivileged_userns', 'user/max_user_namespaces'].map((name) =>
      readFile(path.join('/proc/sys', name), 'utf8').catch(() => ''),
    ),
  );
  const facts = [executable, binary.size, binary.mtimeMs, helper?.mode, helper?.uid, uid, ...limits, ...settings];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

/**
 * @param {string} file
 * @returns {Promise<string[]>} empty when there is none, or when it is damaged: then it is simply found out anew
 */
async function readMemory(file) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(await readFile(file, 'utf8')));
    return Array.isArray(parsed) ? parsed.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
