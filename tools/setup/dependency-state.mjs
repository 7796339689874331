import { createHash } from 'node:crypto';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean, resolved?: string, devOptional?: boolean }} LockedPackage */

/** @param {string} text content of the lock file */
export function lockStamp(text) {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Whether node_modules holds what the lock file says, judged by npm's own note of what it installed
 * (node_modules/.package-lock.json). Optional packages may be missing: most belong to other systems.
 * @param {string} lock text of package-lock.json
 * @param {string | undefined} installed text of npm's note, undefined: there is none
 * @returns {boolean} false as well when either cannot be read
 */
export function dependenciesMatch(lock, installed) {
  if (installed === undefined) return false;
  const wanted = packagesOf(lock);
  const present = packagesOf(installed);
  if (wanted === undefined || present === undefined) return false;
  for (const [place, entry] of Object.entries(wanted)) {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) continue;
    const found = present[place];
    if (found === undefined) {
      if (entry.optional === true || entry.devOptional === true) continue;
      return false;
    }
    if (found.version !== entry.version || found.link !== entry.link) return false;
  }
  return Object.keys(present).every((place) => place in wanted);
}

/**
 * @param {string} text
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesOf(text) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(text));
    if (typeof parsed !== 'object' || parsed === null || !('packages' in parsed)) return undefined;
    return /** @type {Record<string, LockedPackage>} */ (parsed.packages);
  } catch {
    return undefined;
  }
}
