// What has to happen once the files are on the disk.
import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';

/** The documentation page of an integration, relative to the workspace. @param {string} id */
export function pageOf(id) {
  return `docs/architecture/integrations/integration-${id}.md`;
}

/** Where the snapshots of its contract are, relative to the workspace. @param {string} id */
export function snapshotsOf(id) {
  return `libs/integrations/${id}/contract/snapshots/`;
}

/**
 * Says what comes after the files that Nx lists, so that a dry run names everything.
 * @param {...string} places relative to the workspace
 */
export function sayMadeAfterwards(...places) {
  console.log(`To be made or brought up to date after the files: ${places.join(', ')}.`);
}

/**
 * Links what has been added to the workspace, unlinks what has gone, and brings the lock file up to date.
 * @param {string} root the workspace
 */
export function linkPackages(root) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  execFileSync(npm, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}

/**
 * Writes the documentation page of every integration. In a process of its own, which sees the lists as they are now.
 * @param {string} root the workspace
 */
export function writePages(root) {
  execFileSync(process.execPath, ['tools/docs/write-pages.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * Writes the snapshot of the contract's version. Where none may be written, it says why and what to do instead: that is the team's
 * to decide, and everything else is done.
 * @param {string} root the workspace
 * @param {string} id the integration's
 * @param {readonly string[]} [options]
 */
export function writeSnapshot(root, id, options = []) {
  const { status, stdout } = spawnSync(process.execPath, ['tools/contracts/write.mjs', ...options, id], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) console.log(stdout);
}
