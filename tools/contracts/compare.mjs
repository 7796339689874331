// What became of a contract: each difference in one sentence, with what it means for who used the former one.
import { schemaChanges } from './schema-changes.mjs';

/** @typedef {import('./describe.mjs').PlainContract} PlainContract */
/** @typedef {import('./describe.mjs').PlainOperation} PlainOperation */
/** @typedef {import('./plain-schema.mjs').PlainSchema} PlainSchema */
/** @typedef {import('./schema-changes.mjs').SchemaChange} SchemaChange */

/**
 * @typedef {object} Difference
 * @property {'breaking' | 'additive' | 'wording'} kind
 * @property {string} says one sentence
 * @property {{ readonly operation?: string, readonly field: string }} [saved] what may have been saved and is not taken any more:
 *   a field of the settings, or of the input of an operation under its former name
 */

/** From the least harm to the most. */
const effects = /** @type {const} */ (['read', 'idempotent', 'write', 'destructive']);

/**
 * @param {PlainContract} before
 * @param {PlainContract} now
 * @param {ReadonlyMap<string, string>} [renamed] operations by their former names
 * @returns {readonly Difference[]} the breaking ones first
 */
export function compareContracts(before, now, renamed = new Map()) {
  const found = [
    ...taken('the settings', before.config, now.config, (field) => ({ field })),
    ...secretDifferences(before.secrets, now.secrets),
    ...operationDifferences(before.operations, now.operations, renamed),
  ];
  const order = ['breaking', 'additive', 'wording'];
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** @param {PlainContract['secrets']} before @param {PlainContract['secrets']} now @returns {Difference[]} */
function secretDifferences(before, now) {
  return [
    ...Object.keys(before)
      .filter((name) => !(name in now))
      .map((name) => difference('breaking', `The secret “${name}” is gone.`)),
    ...Object.entries(now).flatMap(([name, { label, optional }]) => {
      const was = before[name];
      if (was === undefined)
        return [
          optional
            ? difference('additive', `The secret “${name}” is new.`)
            : difference('breaking', `The secret “${name}” is new and has to be there.`),
        ];
      return [
        ...(was.optional && !optional ? [difference('breaking', `The secret “${name}” has to be there now.`)] : []),
        ...(!was.optional && optional ? [difference('additive', `The secret “${name}” may be left out.`)] : []),
        ...(was.label === label ? [] : [difference('wording', `The secret “${name}” has another label.`)]),
      ];
    }),
  ];
}

/** @param {PlainContract['operations']} before @param {PlainContract['operations']} now @param {ReadonlyMap<string, string>} renamed @returns {Difference[]} */
function operationDifferences(before, now, renamed) {
  const known = new Set(Object.keys(before).map((name) => renamed.get(name) ?? name));
  return [
    ...Object.entries(before).flatMap(([former, was]) => {
      const name = renamed.get(former) ?? former;
      const is = now[name];
      if (is === undefined) return [difference('breaking', `The operation “${former}” is gone.`)];
      const moved = name === former ? [] : [difference('breaking', `The operation “${former}” is called “${name}” now.`)];
      return [...moved, ...oneOperation(name, former, was, is)];
    }),
    ...Object.keys(now)
      .filter((name) => !known.has(name))
      .map((name) => difference('additive', `The operation “${name}” is new.`)),
  ];
}

/** @param {string} name @param {string} former @param {PlainOperation} was @param {PlainOperation} is @returns {Difference[]} */
function oneOperation(name, former, was, is) {
  const of = `“${name}”`;
  const steps = effects.indexOf(is.effect) - effects.indexOf(was.effect);
  const effect = `The operation ${of} is ${is.effect} now, not ${was.effect}.`;
  return [
    ...(steps === 0 ? [] : [difference(steps > 0 ? 'breaking' : 'additive', effect)]),
    ...(was.idempotencyKey && !is.idempotencyKey
      ? [difference('breaking', `The operation ${of} takes no key any more that makes it safe to repeat.`)]
      : []),
    ...(!was.idempotencyKey && is.idempotencyKey
      ? [difference('additive', `The operation ${of} takes a key that makes it safe to repeat.`)]
      : []),
    ...(was.cost === is.cost
      ? []
      : [difference('additive', `The operation ${of} costs ${String(is.cost)} requests, not ${String(was.cost)}.`)]),
    ...(was.title === is.title ? [] : [difference('wording', `The operation ${of} has another title.`)]),
    ...(was.summary === is.summary ? [] : [difference('wording', `The operation ${of} has another summary.`)]),
    ...taken(`the input of ${of}`, was.input, is.input, (field) => ({ operation: former, field })),
    ...given(`the output of ${of}`, was.output, is.output),
    ...chunkDifferences(of, was.chunk, is.chunk),
  ];
}

/** @param {string} of @param {PlainSchema | undefined} was @param {PlainSchema | undefined} is @returns {Difference[]} */
function chunkDifferences(of, was, is) {
  if (was !== undefined && is !== undefined) return given(`the pieces of ${of}`, was, is);
  if (was === is) return [];
  return [difference('breaking', `The operation ${of} is ${is === undefined ? 'not streamed any more' : 'streamed now'}.`)];
}

/**
 * What people and programs hand in: less of it is breaking.
 * @param {string} place @param {PlainSchema} was @param {PlainSchema} is @param {(field: string) => NonNullable<Difference['saved']>} savedAt
 * @returns {Difference[]}
 */
function taken(place, was, is, savedAt) {
  return schemaChanges(was, is).map((change) => {
    const kind = kinds[change.kind];
    const saved = kind === 'breaking' ? { saved: savedAt(change.path.join('.')) } : {};
    return { ...difference(kind, sentence(place, change)), ...saved };
  });
}

const kinds = /** @type {const} */ ({ narrower: 'breaking', wider: 'additive', behaviour: 'additive', words: 'wording' });

/**
 * What is answered: another kind of value, or none where one was, is breaking. New choices and bounds are not, since who reads
 * an answer has to live with values that it did not know.
 * @param {string} place @param {PlainSchema} was @param {PlainSchema} is
 * @returns {Difference[]}
 */
function given(place, was, is) {
  return schemaChanges(was, is).map((change) => {
    const { kind, about } = change;
    const breaks = about === 'field' ? kind === 'narrower' : about === 'value' && kind === 'wider';
    return difference(kind === 'words' ? 'wording' : breaks ? 'breaking' : 'additive', sentence(place, change));
  });
}

/** @param {string} place @param {SchemaChange} change */
function sentence(place, { path, says }) {
  const whole = `${place.charAt(0).toUpperCase()}${place.slice(1)}`;
  return path.length === 0 ? `${whole}: it ${says}.` : `${whole}: “${path.join('.')}” ${says}.`;
}

/** @param {Difference['kind']} kind @param {string} says @returns {Difference} */
function difference(kind, says) {
  return { kind, says };
}
