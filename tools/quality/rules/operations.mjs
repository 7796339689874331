// What it offers to do.
import { z } from 'zod';
import { fieldsDeep, fieldsIn, isBounded } from '../facts/fields.mjs';
import { proved } from '../laws.mjs';
import { demand, each } from '../rule.mjs';
import { all, noneOf, operationsOf } from './helpers.mjs';

/** @type {readonly import('../rule.mjs').Rule[]} */
export const operations = [
  {
    id: 'entity-unique-id',
    tier: 'bronze',
    source: 'ha:entity-unique-id',
    checkedBy: 'kit',
    says: 'What an operation takes can be chosen from what another one lists, and is accepted as it was listed.',
    howTo: 'Mark inputs and columns with the same `ref(…)`, and keep ids as the system gives them.',
    check: (facts) => {
      const offered = new Set(
        operationsOf(facts).flatMap(({ operation }) =>
          [...fieldsDeep(operation.output), ...fieldsIn(operation.chunk)].map(({ hints }) => hints?.resource),
        ),
      );
      return [
        ...operationsOf(facts).flatMap(({ name, operation }) =>
          fieldsIn(operation.input)
            .filter(({ hints }) => hints?.resource !== undefined && !offered.has(hints.resource))
            .map(({ key, hints }) => `“${key}” of ${name} takes ${String(hints?.resource)}, which no result has.`),
        ),
        ...(operationsOf(facts).some(({ operation }) => fieldsIn(operation.input).some(({ hints }) => hints?.picker !== undefined))
          ? proved('choices')(facts)
          : []),
      ];
    },
  },
  {
    id: 'has-entity-name',
    tier: 'bronze',
    source: 'ha:has-entity-name',
    checkedBy: 'lint',
    says: 'An operation is called by a verb and its object, without the name of the system.',
    howTo: 'Write titles such as “List issues”: a capital first, no full stop, at most 40 characters.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation: { title } }) => [
        ...demand(/^[A-Z][^.]{2,39}$/.test(title), `The title of ${name}, “${title}”, is no verb with its object.`),
        ...demand(
          !title.toLowerCase().split(/\W+/).includes(facts.contract.name.toLowerCase()) || facts.kind === 'filesystem',
          `The title of ${name} names the system.`,
        ),
      ]),
  },
  {
    id: 'effect-class',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Each operation has its effect, and a handler does no more than that: a read sends nothing that changes.',
    howTo: 'Make the operation with `write`, `idempotent` or `destructive` where its handler changes something.',
    check: (facts) => [
      ...(facts.kind === 'rest' ? noneOf('changing method')(facts) : []),
      ...operationsOf(facts).flatMap(({ name, operation }) =>
        demand(
          operation.effect !== 'read' ||
            !/^(create|add|delete|remove|update|set|close|open|write|send|post|put|rename|move)[A-Z]/.test(name),
          `${name} is called like a change and declared as a read.`,
        ),
      ),
    ],
  },
  {
    id: 'says-when-done',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Each operation has a sentence for when it is done, filled in from fields that its output has.',
    howTo: 'Write `done`, with `{field}` for fields of the output only.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) => {
        const fields = fieldsIn(operation.output).map(({ key }) => key);
        const named = [...(operation.done ?? '').matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);
        return [
          ...demand(/[.!]$/.test(operation.done ?? ''), `${name} has no sentence for when it is done.`),
          ...each(
            named.filter((field) => !fields.includes(field)),
            (field) => `The sentence of ${name} names “${field}”, which its output does not have.`,
          ),
        ];
      }),
  },
  {
    id: 'inputs-explained',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Each input has a label, and a sentence of help unless it is a plain yes or no, or shows an example.',
    howTo: 'Give the field a `label`, and a `help` or a `placeholder`.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) =>
        fieldsIn(operation.input).flatMap(({ key, core, hints }) => [
          ...demand((hints?.label ?? '') !== '', `“${key}” of ${name} has no label.`),
          ...demand(
            core instanceof z.ZodBoolean || hints?.widget === 'text' || (hints?.help ?? hints?.placeholder ?? '') !== '',
            `“${key}” of ${name} has neither help nor an example.`,
          ),
        ]),
      ),
  },
  {
    id: 'inputs-bounded',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Each text and each list that it takes has a longest size.',
    howTo: 'Add `.max(…)` with the system’s own limit and a sentence.',
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) =>
        fieldsIn(operation.input)
          .filter(({ core }) => !isBounded(core))
          .map(({ key }) => `“${key}” of ${name} has no longest size.`),
      ),
  },
  {
    id: 'timeouts-stated',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'kit',
    says: 'Each call has a time limit within what the engine allows, and ends at it.',
    howTo: 'Keep `limits` between 1 and 60 s for an attempt, and hand the signal on to whatever waits.',
    check: all(
      (facts) =>
        operationsOf(facts).flatMap(({ name, operation: { limits } }) =>
          demand(
            (limits.attemptMs ?? 30_000) >= 1000 &&
              (limits.attemptMs ?? 30_000) <= 60_000 &&
              (limits.deadlineMs ?? 60_000) >= (limits.attemptMs ?? 30_000),
            `The limits of ${name} do not fit together.`,
          ),
        ),
      proved('limits'),
    ),
  },
  {
    id: 'entity-unavailable',
    tier: 'silver',
    source: 'ha:entity-unavailable',
    checkedBy: 'lint',
    says: 'An old answer is never shown as a new one: only the engine keeps answers, and it says how old they are.',
    howTo: 'Keep no answers in the main half; declare `cache` in the contract, with at most ten minutes of freshness.',
    check: all(noneOf('own cache'), (facts) =>
      operationsOf(facts).flatMap(({ name, operation: { cache } }) =>
        demand(
          cache === undefined || (cache.ttlMs > 0 && cache.ttlMs <= 600_000),
          `The cache of ${name} stays fresh for longer than ten minutes.`,
        ),
      ),
    ),
  },
];
