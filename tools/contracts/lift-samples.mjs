// Whether what an older version took is taken by the contract of today, once it is lifted.
import { migrateConfig, migrateInput, zodOf } from '@wiz/integration-kit/contract';
import { everySample } from './samples.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */
/** @typedef {import('./snapshot.mjs').Snapshot} Snapshot */

/**
 * @param {AnyContract} contract
 * @param {Snapshot} older
 * @returns {{ lifted: number, refused: readonly string[] }} how many samples were taken, and a sentence for each that was not
 */
export function liftSamples(contract, { contract: { version }, samples }) {
  /** @type {string[]} */
  const refused = [];
  let lifted = 0;
  /** @param {string} what @param {unknown} sample @param {() => { schema: AnySchema, value: unknown } | undefined} lift */
  const tryOne = (what, sample, lift) => {
    const problem = problemOf(lift);
    if (problem === undefined) lifted += 1;
    else refused.push(`${what} of version ${version} ${JSON.stringify(sample)}: ${problem}`);
  };
  for (const sample of samples.config === undefined ? [] : everySample(samples.config)) {
    tryOne('the settings', sample, () => ({ schema: contract.config, value: migrateConfig(contract, version, sample) }));
  }
  for (const [operation, inputs] of Object.entries(samples.inputs)) {
    for (const sample of everySample(inputs)) {
      tryOne(`the input of “${operation}”`, sample, () => {
        const again = migrateInput(contract, version, operation, sample);
        // An operation that is gone, or an input that a migration gave up.
        if (again === undefined) return undefined;
        const now = contract.operations[again.operation];
        if (now === undefined) throw new Error(`it is lifted to “${again.operation}”, which is no operation`);
        return { schema: now.input, value: again.input };
      });
    }
  }
  return { lifted, refused };
}

/** @param {() => { schema: AnySchema, value: unknown } | undefined} lift @returns {string | undefined} */
function problemOf(lift) {
  try {
    const made = lift();
    if (made === undefined) return undefined;
    const { success, error } = zodOf(made.schema).safeParse(made.value);
    return success
      ? undefined
      : `lifted, it is refused (${error.issues.map(({ path, message }) => `“${path.map(String).join('.')}”: ${message}`).join('; ')})`;
  } catch (error) {
    return `the migration fails (${error instanceof Error ? error.message : String(error)})`;
  }
}
