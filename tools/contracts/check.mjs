// Whether a contract keeps what its earlier versions have promised: what is missing, and what to do about it.
import { isDeepStrictEqual } from 'node:util';
import { compareVersions, parseVersion } from '@wiz/integration-kit/contract';
import { compareContracts } from './compare.mjs';
import { describeContract } from './describe.mjs';
import { liftSamples } from './lift-samples.mjs';
import { liftsSince, renamedSince } from './renames.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('./compare.mjs').Difference} Difference */
/** @typedef {import('./snapshot.mjs').Snapshot} Snapshot */

/**
 * @param {AnyContract} contract as it is now
 * @param {readonly Snapshot[]} snapshots oldest first
 * @returns {readonly string[]} what is to be done, each with its reason; none when all is well
 */
export function checkContract(contract, snapshots) {
  return [...stepProblems(contract, snapshots), ...migrationProblems(contract, snapshots), ...missingSnapshot(contract, snapshots)];
}

/**
 * Everything but a snapshot that is missing: what has to be right before one is written.
 * @param {AnyContract} contract @param {readonly Snapshot[]} snapshots
 */
export function checkBeforeWriting(contract, snapshots) {
  return [...stepProblems(contract, snapshots), ...migrationProblems(contract, snapshots)];
}

/** @param {AnyContract} contract @param {readonly Snapshot[]} snapshots @returns {string[]} */
function stepProblems(contract, snapshots) {
  const { id, page } = contract;
  const newest = snapshots.at(-1);
  if (newest === undefined) return [];
  const released = newest.contract.version;
  if (compareVersions(page.version, released) < 0)
    return [
      `“${id}” is at version ${page.version}, but ${released} was released already. Set page.version of its contract to ${released} or higher.`,
    ];
  const differences = differencesSince(contract, newest);
  const [worst] = differences;
  if (worst === undefined) return [];
  const needed = nextVersion(released, worst.kind);
  if (compareVersions(page.version, needed) >= 0) return [];
  return [
    [
      `“${id}” has changed since version ${released}, and ${page.version} is too small a step: it needs a ${steps[worst.kind]} one.`,
      ...differences.map(({ kind, says }) => `  - ${kind}: ${says}`),
      `Set page.version of its contract to ${needed}, then run: node tools/contracts/write.mjs ${id}`,
      `Only if ${released} was never released: node tools/contracts/write.mjs --replace ${id}`,
    ].join('\n'),
  ];
}

const steps = { breaking: 'major', additive: 'minor', wording: 'patch' };

/** @param {AnyContract} contract @param {Snapshot} snapshot @returns {readonly Difference[]} the worst first */
function differencesSince(contract, { contract: before }) {
  const now = describeContract(contract);
  const differences = compareContracts(before, now, renamedSince(contract, before.version, Object.keys(before.operations)));
  if (differences.length > 0 || isDeepStrictEqual({ ...before, version: now.version }, now)) return differences;
  return [{ kind: 'wording', says: 'Its description differs in a way that has no name.' }];
}

/** @param {string} version @param {Difference['kind']} kind */
function nextVersion(version, kind) {
  const { major, minor, patch } = parseVersion(version);
  if (kind === 'breaking') return `${String(major + 1)}.0.0`;
  return kind === 'additive' ? `${String(major)}.${String(minor + 1)}.0` : `${String(major)}.${String(minor)}.${String(patch + 1)}`;
}

/** @param {AnyContract} contract @param {readonly Snapshot[]} snapshots @returns {string[]} */
function migrationProblems(contract, snapshots) {
  const { id, page } = contract;
  return snapshots
    .filter(({ contract: { version } }) => compareVersions(version, page.version) <= 0)
    .flatMap((snapshot) => {
      const { version } = snapshot.contract;
      if (version === page.version) return [];
      const missing = unlifted(contract, snapshot);
      if (missing.length > 0) {
        const { major } = parseVersion(version);
        return [
          [
            `“${id}” does not say what becomes of what version ${version} has saved. Add a migration to its contract, migrations: [{ from: ${String(major)}, … }], for:`,
            ...missing,
          ].join('\n'),
        ];
      }
      const { refused } = liftSamples(contract, snapshot);
      return refused.length === 0
        ? []
        : [[`What version ${version} of “${id}” has saved is not taken any more:`, ...refused.map((one) => `  - ${one}`)].join('\n')];
    });
}

/** Fields that may have been saved, are not taken any more, and that no migration lifts. @param {AnyContract} contract @param {Snapshot} snapshot */
function unlifted(contract, { contract: before }) {
  const { major } = parseVersion(before.version);
  if (major === parseVersion(contract.page.version).major) return [];
  const renamed = renamedSince(contract, before.version, Object.keys(before.operations));
  return compareContracts(before, describeContract(contract), renamed).flatMap(({ says, saved }) => {
    if (saved === undefined || liftsSince(contract, before.version, saved.operation)) return [];
    return [`  - ${saved.operation === undefined ? 'config' : `inputs.${saved.operation}`}, because: ${says}`];
  });
}

/** @param {AnyContract} contract @param {readonly Snapshot[]} snapshots @returns {string[]} */
function missingSnapshot({ id, page }, snapshots) {
  if (snapshots.some(({ contract: { version } }) => version === page.version)) return [];
  return [`Version ${page.version} of “${id}” has no snapshot. Run: node tools/contracts/write.mjs ${id}`];
}
