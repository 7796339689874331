// What a contract promises, as plain data.
import { hintsOf, zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { plainSchema } from './plain-schema.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('@wiz/integration-kit/contract').AnyOperation} AnyOperation */
/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */

/**
 * @typedef {object} PlainOperation
 * @property {AnyOperation['effect']} effect
 * @property {string} title
 * @property {string} summary
 * @property {number} cost requests of the budget
 * @property {boolean} idempotencyKey
 * @property {PlainSchema} input
 * @property {PlainSchema} output
 * @property {PlainSchema} [chunk] of a stream
 */

/**
 * @typedef {object} PlainContract
 * @property {string} id
 * @property {string} version
 * @property {PlainSchema} config
 * @property {Readonly<Record<string, { readonly label: string, readonly optional: boolean }>>} secrets
 * @property {Readonly<Record<string, PlainOperation>>} operations
 */

/** @param {AnyContract} contract @returns {PlainContract} */
export function describeContract(contract) {
  return {
    id: contract.id,
    version: contract.page.version,
    config: plainSchema(contract.config, 'input'),
    secrets: secretsOf(contract),
    operations: Object.fromEntries(Object.entries(contract.operations).map(([name, operation]) => [name, describeOperation(operation)])),
  };
}

/** @param {AnyOperation} operation @returns {PlainOperation} */
function describeOperation({ effect, title, summary, cost, idempotencyKey, input, output, chunk }) {
  return {
    ...{ effect, title, summary, cost, idempotencyKey },
    input: plainSchema(input, 'input'),
    output: plainSchema(output, 'output'),
    ...(chunk === undefined ? {} : { chunk: plainSchema(chunk, 'output') }),
  };
}

/** @param {AnyContract} contract @returns {PlainContract['secrets']} */
function secretsOf(contract) {
  const secrets = zodOf(contract.secrets);
  const shape = secrets instanceof z.ZodObject ? Object.entries(secrets.shape) : [];
  return Object.fromEntries(
    shape.map(([name, schema]) => [name, { label: hintsOf(schema)?.label ?? name, optional: schema.safeParse(undefined).success }]),
  );
}
