// A version of a contract as it was released: what it promised, and values that it took.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareVersions } from '@wiz/integration-kit/contract';
import * as prettier from 'prettier';
import { describeContract } from './describe.mjs';
import { samplesOf } from './samples.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('./describe.mjs').PlainContract} PlainContract */
/** @typedef {import('./samples.mjs').Samples} Samples */

/**
 * @typedef {object} Snapshot
 * @property {PlainContract} contract
 * @property {{ readonly config?: Samples, readonly inputs: Readonly<Record<string, Samples>> }} samples
 */

/** @param {AnyContract} contract @returns {Snapshot} */
export function takeSnapshot(contract) {
  const plain = describeContract(contract);
  const config = samplesOf(contract.config, plain.config);
  const inputs = Object.entries(contract.operations).flatMap(([name, { input }]) => {
    const samples = samplesOf(input, plain.operations[name]?.input ?? {});
    return samples === undefined ? [] : [/** @type {const} */ ([name, samples])];
  });
  return { contract: plain, samples: { ...(config === undefined ? {} : { config }), inputs: Object.fromEntries(inputs) } };
}

/** What of the contract a snapshot has no values for. @param {Snapshot} snapshot @returns {readonly string[]} */
export function withoutSamples({ contract, samples }) {
  return [
    ...(samples.config === undefined ? ['its settings'] : []),
    ...Object.keys(contract.operations)
      .filter((name) => samples.inputs[name] === undefined)
      .map((name) => `the input of “${name}”`),
  ];
}

/** Where the snapshots of an integration lie, relative to the workspace. @param {string} id */
export function snapshotFolder(id) {
  return `libs/integrations/${id}/contract/snapshots`;
}

/**
 * The snapshots of an integration, oldest first.
 * @param {string} root the workspace
 * @param {string} id
 * @returns {readonly Snapshot[]}
 * @throws {Error} for one that lies under another name than its version
 */
export function readSnapshots(root, id) {
  const folder = path.join(root, snapshotFolder(id));
  return filesIn(folder)
    .map((name) => {
      /** @type {Snapshot} */
      const snapshot = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      const { id: of, version } = snapshot.contract;
      if (of !== id || name !== `${version}.json`) throw new Error(`${snapshotFolder(id)}/${name} is the snapshot of “${of}” ${version}.`);
      return snapshot;
    })
    .sort((a, b) => compareVersions(a.contract.version, b.contract.version));
}

/** @param {string} folder */
function filesIn(folder) {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return [];
    throw error;
  }
}

/** The text of its file. @param {string} root the workspace @param {Snapshot} snapshot @returns {Promise<string>} */
export async function snapshotText(root, snapshot) {
  const file = path.join(root, snapshotFolder(snapshot.contract.id), `${snapshot.contract.version}.json`);
  return prettier.format(JSON.stringify(snapshot), { ...(await prettier.resolveConfig(file)), filepath: file });
}
