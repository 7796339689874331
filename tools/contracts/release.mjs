// What the next release of each integration is, and its changelog: npm run release. It only shows what it would do; with
// `-- --write` it writes the changelogs. It commits, tags, pushes and publishes nothing, and says which tag makes the release.
import path from 'node:path';
import process from 'node:process';
import { releaseChangelog } from 'nx/release';
import { findIntegrations } from '../registries/integrations.mjs';
import { checkContract } from './check.mjs';
import { releasedVersions, releaseTag } from './released.mjs';
import { readSnapshots } from './snapshot.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const write = process.argv.includes('--write');

for (const { id, contract } of await findIntegrations(root)) {
  const { version } = contract.page;
  const problems = checkContract(contract, readSnapshots(root, id));
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exitCode = 1;
    continue;
  }
  const released = releasedVersions(root, id);
  if (released.includes(version)) {
    console.log(`“${id}” ${version} is released. Step page.version of its contract for another release.`);
    continue;
  }
  const before = released.at(-1);
  const projects = [`contract-${id}`, `integration-${id}`];
  // The version is the contract's own: the change itself has stepped it. The commits tell what is in it.
  const change = { currentVersion: before ?? version, newVersion: version, dependentProjects: [] };
  await releaseChangelog({
    projects,
    versionData: Object.fromEntries(projects.map((project) => [project, change])),
    ...(before === undefined ? { firstRelease: true } : { from: releaseTag(id, before) }),
    dryRun: !write,
    ...{ gitCommit: false, gitTag: false, gitPush: false, stageChanges: false, createRelease: false },
  });
  console.log(`“${id}” ${version}: once the changelogs are committed, the release is made by: git tag ${releaseTag(id, version)}`);
}
