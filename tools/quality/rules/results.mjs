// What is found, seen and chosen.
import { z } from 'zod';
import { fieldsDeep, fieldsIn } from '../facts/fields.mjs';
import { proved, provedOrTested } from '../laws.mjs';
import { demand, remoteKinds } from '../rule.mjs';
import { operationsOf } from './helpers.mjs';

/** Number of inputs that a form shows without folding rare ones away. */
const mostAtOnce = 5;

/** @type {readonly (readonly [RegExp, string])[]} */
const formats = [
  [/^(url|link|webUrl|htmlUrl|webAddress)$/i, 'url'],
  [/^(size|bytes)$/i, 'bytes'],
  [/^(created|updated|modified|closed|opened|started|finished|resets|expires|\w+At)$/, 'time'],
];

/** @type {readonly import('../rule.mjs').Rule[]} */
export const results = [
  {
    id: 'devices',
    tier: 'gold',
    source: 'ha:devices',
    checkedBy: 'person',
    says: 'What belongs together is found together: issues through their repository, tables through their database.',
    howTo:
      'Go through the inputs, look whether each that names something of the system is a `ref` with what it hangs on under `given`, and enter the review.',
  },
  {
    id: 'dynamic-devices',
    tier: 'gold',
    source: 'ha:dynamic-devices',
    checkedBy: 'lint',
    says: 'What is new shows without connecting again: a change names the cached reads that it makes stale.',
    howTo: 'Write under `invalidates` every cached read whose answer the operation changes.',
    check: (facts) => {
      const cached = operationsOf(facts).filter(({ operation }) => operation.cache !== undefined);
      return cached.length === 0
        ? []
        : operationsOf(facts).flatMap(({ name, operation }) =>
            demand(
              operation.effect === 'read' || operation.invalidates.length > 0,
              `${name} changes something and makes no cached read stale.`,
            ),
          );
    },
  },
  {
    id: 'stale-devices',
    tier: 'gold',
    source: 'ha:stale-devices',
    checkedBy: 'kit',
    says: 'What is gone is told as not_found, and not as an empty answer.',
    howTo: 'Map the system’s answer for what it does not know to not_found.',
    check: provedOrTested('gone', /\bgone\b|not there|missing|not_found/i),
  },
  {
    id: 'entity-category',
    tier: 'gold',
    source: 'ha:entity-category',
    checkedBy: 'types',
    says: 'Operations are sorted by what they do: looking, changing, removing; what only tells of the connection itself is its health probe.',
    howTo: 'Give each operation its effect, and name the cheapest read under `health`.',
    check: (facts) => [
      ...demand(new Set(operationsOf(facts).map(({ operation }) => operation.effect)).has('read'), 'Nothing can be looked at.'),
      ...demand(facts.kind === 'filesystem' || facts.contract.health !== undefined, 'No operation is named as the health probe.'),
    ],
  },
  {
    id: 'entity-device-class',
    tier: 'gold',
    source: 'ha:entity-device-class',
    checkedBy: 'lint',
    says: 'Times, sizes and addresses in results are marked as such, so that they are shown as such.',
    howTo: 'Give the field a `format`: time, bytes or url.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) =>
        [...fieldsDeep(operation.output), ...fieldsIn(operation.chunk)].flatMap(({ key, core, hints }) =>
          formats
            .filter(
              ([called, format]) =>
                called.test(key) && !(core instanceof z.ZodBoolean) && !(core instanceof z.ZodArray) && hints?.format !== format,
            )
            .map(([, format]) => `“${key}” in the result of ${name} is not marked as ${format}.`),
        ),
      ),
  },
  {
    id: 'entity-disabled-by-default',
    tier: 'gold',
    source: 'ha:entity-disabled-by-default',
    checkedBy: 'types',
    says: 'What cannot be undone needs a ticket for exactly what was shown, and rare options are folded away.',
    howTo: 'Declare it as `destructive` with a preview, and mark rare inputs `advanced`.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) => {
        const shown = fieldsIn(operation.input).filter(({ hints }) => hints?.advanced !== true);
        return [
          ...demand(shown.length <= mostAtOnce, `${name} shows ${String(shown.length)} inputs at once.`),
          ...demand(
            !/^(delete|remove|drop|purge|destroy|erase)/i.test(name) || operation.effect === 'destructive',
            `${name} is called like a removal and is not destructive.`,
          ),
        ];
      }),
  },
  {
    id: 'entity-translations',
    tier: 'gold',
    source: 'ha:entity-translations',
    checkedBy: 'lint',
    says: 'Each field of a result has a label for people, and all words stand in the contract.',
    howTo: 'Give the field a `label` that begins with a capital and is no sentence.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) =>
        [...fieldsDeep(operation.output), ...fieldsIn(operation.chunk)].flatMap(({ key, hints }) =>
          demand(/^[A-Z0-9“].*[^.]$/.test(hints?.label ?? ''), `“${key}” in the result of ${name} has no label.`),
        ),
      ),
  },
  {
    id: 'offline-stated',
    tier: 'gold',
    source: 'ours',
    checkedBy: 'types',
    kinds: remoteKinds,
    says: 'What is seen without the system is stated: lists are kept for when it cannot be reached, labelled as old.',
    howTo: 'Give at least every paged list a `cache` with `staleIfErrorMs`.',
    check: (facts) =>
      operationsOf(facts)
        .filter(
          ({ operation }) =>
            operation.effect === 'read' &&
            operation.view.as === 'table' &&
            fieldsIn(operation.output).some(({ key }) => key === 'nextCursor'),
        )
        .flatMap(({ name, operation }) =>
          demand((operation.cache?.staleIfErrorMs ?? 0) > 0, `${name} shows nothing when the system cannot be reached.`),
        ),
  },
  {
    id: 'memory-bounded',
    tier: 'gold',
    source: 'ours',
    checkedBy: 'kit',
    says: 'Lists come in pages or pieces, following them ends, and no page comes twice.',
    howTo: 'Page with a cursor that holds a place and no address, and never collect all pages in a handler.',
    check: (facts) => [...proved('pages')(facts), ...(facts.kind === 'rest' || facts.kind === 'graphql' ? proved('bounded')(facts) : [])],
  },
];
