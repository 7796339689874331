// Which versions of a contract were released: those that a tag of the repository names.
import { execFileSync } from 'node:child_process';
import { compareVersions } from '@wiz/integration-kit/contract';

/** The tag of a released version, as `nx release` names it. @param {string} id @param {string} version */
export function releaseTag(id, version) {
  return `contract-${id}@${version}`;
}

/** The released versions of a contract, oldest first. @param {string} root the workspace @param {string} id @returns {readonly string[]} */
export function releasedVersions(root, id) {
  const tags = execFileSync('git', ['tag', '--list', releaseTag(id, '*')], { cwd: root, encoding: 'utf8' });
  return tags
    .split('\n')
    .map((tag) => tag.slice(releaseTag(id, '').length))
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .sort(compareVersions);
}
