// What an operation may be called, and where it goes.
import { reservedOperations } from '@wiz/integration-kit/contract';
import { Refusal } from '../refuse.mjs';

const effects = /** @type {const} */ (['read', 'idempotent', 'write', 'destructive']);

/** @typedef {(typeof effects)[number]} Effect */

/** @param {string | undefined} effect @returns {Effect} @throws {Refusal} for none of the four */
export function checkEffect(effect) {
  const known = effects.find((one) => one === effect);
  if (known !== undefined) return known;
  const opening = effect === undefined ? 'Say with --effect what repeating it means.' : `“${effect}” is no effect.`;
  throw new Refusal(`${opening} Choose one of these: ${effects.join(', ')}.`);
}

/**
 * @param {string} name
 * @param {{ id: string, contract: { operations: Readonly<Record<string, unknown>> } }} integration
 * @throws {Refusal} for a name that a contract cannot carry, or that is taken
 */
export function checkOperationName(name, { id, contract }) {
  if (!/^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/.test(name) || name.length > 60)
    throw new Refusal(`“${name}” cannot be an operation’s name: write it in camelCase, a verb and its object, such as closeIssue.`);
  if (reservedOperations.has(name)) throw new Refusal(`“${name}” is reserved by tRPC. Choose another name, a verb and its object.`);
  if (Object.hasOwn(contract.operations, name)) throw new Refusal(`“${id}” has an operation “${name}” already. Choose another name.`);
}

/** Its words: `closeIssue` → `close`, `issue`. @param {string} name */
export function wordsOf(name) {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
}

/**
 * The file that it goes into: the object of its name, in the plural.
 *
 * @param {string} name @param {string | undefined} given
 * @throws {Refusal} for a file that cannot be called so
 */
export function nounOf(name, given) {
  const [verb = '', ...object] = wordsOf(name);
  const word = (object.length === 0 ? [verb] : object).join('-');
  const noun = given ?? (word.endsWith('s') ? word : word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(noun))
    throw new Refusal(`“${noun}” cannot be the name of a file: use lower-case letters, digits and hyphens, such as issues.`);
  return noun;
}

/** One of them, as far as a rule can tell: `entries` → `entry`, `items` → `item`. @param {string} noun */
export function singularOf(noun) {
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  return /[^sui]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

/** Whether it is about one thing that is there already, so that it has to be told which. @param {string} name */
export function isAboutOne(name) {
  return /^(?:get|show|read|delete|update|close)[A-Z]/.test(name);
}
