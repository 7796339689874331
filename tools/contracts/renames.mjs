// What operations were called at an earlier version, and which migrations touch them.
import { parseVersion } from '@wiz/integration-kit/contract';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * Whether any migration since a version lifts the settings (no operation given), or the inputs of an operation.
 * @param {AnyContract} contract
 * @param {string} version
 * @param {string} [operation] as it was called then
 */
export function liftsSince(contract, version, operation) {
  if (operation === undefined) return stepsSince(contract, version).some(({ config }) => config !== undefined);
  let name = operation;
  for (const { inputs = {}, renamed = {} } of stepsSince(contract, version)) {
    if (Object.hasOwn(inputs, name)) return true;
    name = nextName(renamed, name);
  }
  return false;
}

/**
 * Operations that have another name since, by the name that they had at a version.
 * @param {AnyContract} contract
 * @param {string} version
 * @param {readonly string[]} operations as they were called then
 * @returns {ReadonlyMap<string, string>}
 */
export function renamedSince(contract, version, operations) {
  const steps = stepsSince(contract, version);
  const names = operations.map(
    (name) => /** @type {const} */ ([name, steps.reduce((now, { renamed = {} }) => nextName(renamed, now), name)]),
  );
  return new Map(names.filter(([then, now]) => then !== now));
}

/** @param {AnyContract} contract @param {string} version */
function stepsSince({ migrations = [] }, version) {
  const { major } = parseVersion(version);
  return migrations.filter(({ from }) => from >= major);
}

/** @param {Readonly<Record<string, string>>} renamed @param {string} name @returns {string} */
function nextName(renamed, name) {
  return (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;
}
