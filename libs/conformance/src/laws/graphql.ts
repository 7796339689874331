import { faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { from, only, type Action } from '../http-action.ts';
import type { Law } from '../law.ts';
import type { Trial } from '../trial.ts';
import { refusedOnce, waitSeconds } from './rate.ts';

/** What an answer of 200 means that holds nothing but errors, by the code in it; undefined for any failure. */
const refusals: readonly (readonly [what: string, body: unknown, category: string | undefined])[] = [
  ['errors and no data', { errors: [{ message: 'No.' }] }, undefined],
  ['errors and data that is null', { data: null, errors: [{ message: 'No.', path: ['a'] }] }, undefined],
  ['errors with a code of their own', { errors: [{ message: 'No.', extensions: { code: 'SOMETHING_ELSE' } }] }, undefined],
  ['the code UNAUTHENTICATED', { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }, 'authentication_error'],
  ['the code FORBIDDEN', { data: null, errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] }, 'permission_error'],
  ['errors that are no list', { errors: 'many' }, undefined],
  ['no errors and no data', { data: null }, undefined],
];

/** The stand-in’s own answer, with errors beside its data. */
const partial: Action = async ({ forward, give }) => {
  const answer = await forward();
  const body = JSON.parse(answer.body.toString()) as Readonly<Record<string, unknown>>;
  const errors = [{ message: 'This part is ill.', path: ['some', 'part'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
  give({ ...answer, body: Buffer.from(JSON.stringify({ ...body, errors })) });
};

/** Rows 18 to 20 of the fault catalogue. */
export const graphqlLaws: readonly Law[] = [
  {
    id: 'errors-are-no-success',
    says: '200 with errors and no data is a failure, by its code where that is known, and is not repeated.',
    over: ['http'],
    kinds: ['graphql'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http({ policy: { retries: 1, breakerFailures: 10 } });
      for (const [what, body, category] of refusals) {
        const ticket = await world.ready(front, trial.operation);
        front.rule(from(faultAt, faults.json(body)));
        const { error } = await world.end(trial.operation, { ticket, force: true });
        assert.ok(error !== undefined, `with ${what} it answered as if nothing were wrong`);
        if (category !== undefined) assert.equal(error.category, category, `with ${what} it says ${error.category}: ${error.message}`);
        assert.equal(error.attempts, 1, `with ${what} it was sent ${String(error.attempts)} times`);
      }
    },
  },
  {
    id: 'partial-data-is-told',
    says: 'An answer with data and errors says that something is missing, and is not kept as a whole one.',
    over: ['http'],
    kinds: ['graphql'],
    per: 'operation',
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http({ policy: { retries: 0 } });
      const ticket = await world.ready(front, trial.operation);
      front.rule(only(faultAt, partial));
      const { warnings = [] } = await world.run(trial.operation, { ticket });
      assert.notEqual(warnings.length, 0, 'nothing tells that a part is missing');
      if (trial.spec.effect !== 'read') return;
      front.restart();
      const again = await world.run(trial.operation);
      assert.ok(front.arrived > 0 && !again.cached, 'the partial answer was kept');
      assert.deepEqual(again.warnings ?? [], [], 'the whole answer says that a part is missing');
    },
  },
  {
    id: 'limit-in-answer',
    says: 'A limit that is told in an answer of 200 holds back every call of the connection.',
    over: ['http'],
    kinds: ['graphql'],
    per: 'operation',
    sideBySide: 32,
    check: (trial: Trial): Promise<void> => {
      const body = { errors: [{ message: 'Slow down.', extensions: { code: 'RATE_LIMITED' } }] };
      return refusedOnce(trial, faults.json(body, { headers: { 'retry-after': waitSeconds } }));
    },
  },
];
