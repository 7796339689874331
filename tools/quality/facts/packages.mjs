// The packages that an integration brings with it, as the lock file has them.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} BroughtPackage
 * @property {string} name
 * @property {string | undefined} asked the version that package.json asks for; undefined for what another package brings
 * @property {boolean} locked
 * @property {string | undefined} license
 * @property {boolean} runsScript on installation
 * @property {boolean} fromRegistry
 */

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved] where else it is from; left out for the registry, as .npmrc asks
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [hasInstallScript]
 * @property {boolean} [link]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 */

/**
 * @param {string} root
 * @param {readonly Readonly<Record<string, unknown>>[]} descriptions package.json of each half
 * @returns {readonly BroughtPackage[]} each once, with all that they bring; none of the workspace's own
 */
export function broughtPackages(root, descriptions) {
  const { packages } = /** @type {{ packages: Readonly<Record<string, LockEntry>> }} */ (
    JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  );
  /** @type {Map<string, BroughtPackage>} */
  const found = new Map();
  /** @param {string} name @param {string | undefined} asked */
  const bring = (name, asked) => {
    if (name.startsWith('@wiz/') || found.has(name)) return;
    const entry = packages[`node_modules/${name}`];
    found.set(name, {
      name,
      asked,
      locked: entry !== undefined && (asked === undefined || asked === entry.version || !/^\d/.test(asked)),
      license: entry?.license,
      runsScript: entry?.hasInstallScript === true,
      fromRegistry: entry?.integrity !== undefined && entry.resolved === undefined,
    });
    // What is optional for a system may be left out of the lock file; whoever is in it counts.
    for (const other of Object.keys(entry?.dependencies ?? {})) bring(other, undefined);
    for (const other of Object.keys(entry?.optionalDependencies ?? {}))
      if (packages[`node_modules/${other}`] !== undefined) bring(other, undefined);
  };
  for (const { dependencies = {} } of /** @type {readonly LockEntry[]} */ (descriptions))
    for (const [name, asked] of Object.entries(dependencies)) bring(name, asked);
  return [...found.values()];
}
