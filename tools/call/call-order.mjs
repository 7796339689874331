import { parseArgs } from 'node:util';
import { isIntegrationError } from '@wiz/core';
import { parse } from '@wiz/integration-kit/contract';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/** What is asked for cannot be done, for a reason that the message names to whoever typed it. */
export class CallUsageError extends Error {}

/**
 * What somebody wants to be called.
 * @typedef {object} CallOrder
 * @property {AnyContract} contract
 * @property {string} operation one of the contract
 * @property {unknown} input checked, as it was typed
 * @property {unknown} config as it was typed
 * @property {boolean} standIn whether the integration's stand-in is to be started for it
 */

const usage =
  'usage: nx run integration-<id>:call <operation> [--stand-in] [--input=JSON] [--config=JSON], or node tools/call.mjs <id> <operation> …; without --stand-in credentials come from WIZ_SECRET_<NAME>';
const text = { type: /** @type {const} */ ('string'), default: '{}' };
const options = { input: text, config: text, 'stand-in': { type: /** @type {const} */ ('boolean'), default: false } };

/**
 * Reads a command line, and checks it against the contract before anything is started.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, AnyContract>>} contracts the catalogue
 * @param {(id: string, operation: string) => Promise<unknown>} exampleOf a good input, undefined where nobody knows one
 * @returns {Promise<CallOrder>}
 * @throws {CallUsageError} that says what there is to choose from, or which field is wrong and how an input is given
 */
export async function callOrder(args, contracts, exampleOf) {
  const { values, positionals } = parsedArgs(args);
  const [id, operation, ...rest] = positionals;
  if (id === undefined || rest.length > 0) throw new CallUsageError(usage);
  const contract = Object.hasOwn(contracts, id) ? contracts[id] : undefined;
  if (contract === undefined) throw new CallUsageError(`There is no integration “${id}”. There are: ${Object.keys(contracts).join(', ')}.`);
  const chosen = operation !== undefined && Object.hasOwn(contract.operations, operation) ? contract.operations[operation] : undefined;
  if (operation === undefined || chosen === undefined) {
    const opening = operation === undefined ? usage : `${contract.name} has no operation “${operation}”.`;
    throw new CallUsageError(`${opening}\n\nOperations of ${contract.name}:\n${operationLines(contract).join('\n')}`);
  }
  const config = fromJson('--config', values.config);
  const input = fromJson('--input', values.input);
  const wrong = problemWith(chosen, input);
  if (wrong !== undefined) {
    // Without a name it is the input as a whole.
    const fields = Object.entries(wrong.fields ?? {}).filter(([field]) => field !== '');
    const lines =
      fields.length === 0
        ? [wrong.fields?.[''] ?? wrong.message]
        : fields.map(([field, reason]) => `${field}: ${reason.endsWith('received undefined') ? 'it is missing' : reason}`);
    const example = await exampleOf(id, operation);
    const isGood = example !== undefined && problemWith(chosen, example) === undefined;
    const shown = isGood ? example : Object.fromEntries(fields.map(([field]) => [field.split('.')[0], '…']));
    throw new CallUsageError(
      `The input of “${operation}” is not right:\n  ${lines.join('\n  ')}\nGive it like this:\n  --input='${quoted(JSON.stringify(shown))}'`,
    );
  }
  return { contract, operation, input, config, standIn: values['stand-in'] };
}

/**
 * @param {import('@wiz/integration-kit/contract').AnyOperation} operation
 * @param {unknown} input
 * @returns {import('@wiz/core').IntegrationError | undefined} undefined when nothing is wrong
 */
function problemWith({ input: schema }, input) {
  try {
    parse(schema, input, 'validation_error', 'It is of another form.');
    return undefined;
  } catch (error) {
    if (isIntegrationError(error)) return error;
    throw error;
  }
}

/** What stands between single quotation marks in a shell. @param {string} text */
function quoted(text) {
  return text.replaceAll("'", String.raw`'\''`);
}

/** @param {AnyContract} contract */
function operationLines({ operations }) {
  const width = Math.max(...Object.keys(operations).map((name) => name.length));
  return Object.entries(operations).map(([name, { effect, summary }]) => `  ${name.padEnd(width)}  ${effect.padEnd(11)}  ${summary}`);
}

/** @param {readonly string[]} args */
function parsedArgs(args) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new CallUsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** @param {string} option @param {string} json @returns {unknown} */
function fromJson(option, json) {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallUsageError(
      `What follows ${option} is not JSON: ${reason}\nWrite it as ${option}='{"name": "value"}', with the quotes. Nx spoils quotation marks inside of a text; node tools/call.mjs <id> <operation> … does not.`,
    );
  }
}
