import type { ErrorCategory } from '@wiz/core';
import assert from 'node:assert/strict';
import { driftsOf, otherValues, withExtras } from '../drifts.ts';
import { forward, replay, type ForwardedAnswer, type Rule } from '../http-action.ts';
import { NotApplicable, type Law } from '../law.ts';
import type { Trial } from '../trial.ts';
import type { End } from '../world-options.ts';
import type { World } from '../world.ts';

/** How an answer may end that is not as it should be. A thing that is null may be one that is not there. */
const allowed: readonly ErrorCategory[] = ['protocol_error', 'not_found'];

interface Replaying {
  readonly world: World;
  /** The rehearsal’s answers that hold JSON, from the piece of work on that matters. */
  readonly answers: readonly { readonly at: number; readonly json: unknown }[];
  /** Runs the operation against the rehearsal’s answers, some of them changed. */
  readonly run: (changed: ReadonlyMap<number, string>) => Promise<End>;
  /** Of the rehearsal, with the addresses of this world. */
  readonly data: unknown;
}

async function replaying(trial: Trial): Promise<Replaying> {
  const rehearsal = await trial.rehearsal();
  const { world, front } = await trial.http({ policy: { retries: 0 } });
  const answers = rehearsal.answers.flatMap((answer, at) => {
    const json = at < rehearsal.faultAt ? undefined : jsonOf(answer);
    return json === undefined ? [] : [{ at, json: json.value }];
  });
  if (answers.length === 0) throw new NotApplicable('Its answers hold no JSON.');
  return {
    ...{ world, answers },
    data: JSON.parse(JSON.stringify(rehearsal.data).replaceAll(rehearsal.origin, front.origin)) as unknown,
    run: async (changed) => {
      const ticket = await world.ready(front, trial.operation);
      const rule: Rule = (_request, index) => {
        const answer = rehearsal.answers[Math.min(index, rehearsal.answers.length - 1)];
        if (answer === undefined) return forward;
        // The addresses in it are those of the rehearsal.
        const body = (changed.get(index) ?? answer.body.toString()).replaceAll(rehearsal.origin, front.origin);
        const headers = JSON.parse(JSON.stringify(answer.headers).replaceAll(rehearsal.origin, front.origin)) as typeof answer.headers;
        return replay({ ...answer, headers }, body);
      };
      front.rule(rule);
      // Past the cache, and past the circuit that opens after so many bad answers.
      return world.end(trial.operation, { ticket, force: true });
    },
  };
}

/** What holds when the system changes its answers. */
export const driftLaws: readonly Law[] = [
  {
    id: 'extra-fields-are-ignored',
    says: 'What a system adds to its answers tomorrow changes nothing.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { run, answers, data } = await replaying(trial);
      const { answer, error } = await run(new Map(answers.map(({ at, json }) => [at, JSON.stringify(withExtras(json))])));
      assert.ok(answer !== undefined, `with fields that are not known it fails: ${error?.message ?? ''}`);
      assert.deepEqual(JSON.parse(JSON.stringify(answer.data)), data, 'with fields that are not known it answers something else');
    },
  },
  {
    id: 'drift-is-told',
    sideBySide: 4,
    says: 'An answer with a field missing, null or of another type is answered or told as protocol_error; it breaks nothing.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { run, answers } = await replaying(trial);
      for (const { at, json } of answers)
        for (const { what, value } of driftsOf(json)) assertEnd(what, await run(new Map([[at, JSON.stringify(value)]])));
    },
  },
  {
    id: 'other-json-is-told',
    says: 'An answer that is something else altogether is answered or told as protocol_error; it breaks nothing.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const { run, answers } = await replaying(trial);
      const before = Object.getOwnPropertyNames(Object.prototype).join();
      for (const { at } of answers) for (const text of otherValues) assertEnd(text.slice(0, 40), await run(new Map([[at, text]])));
      assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), before, 'what came from outside is in every object now');
      assert.equal(Reflect.get({}, 'polluted'), undefined, 'what came from outside is in every object now');
    },
  },
];

function assertEnd(what: string, { error }: End): void {
  if (error !== undefined) assert.ok(allowed.includes(error.category), `with ${what} it says ${error.category}: ${error.message}`);
}

function jsonOf(answer: ForwardedAnswer | undefined): { readonly value: unknown } | undefined {
  try {
    return answer === undefined ? undefined : { value: JSON.parse(answer.body.toString()) as unknown };
  } catch {
    return undefined;
  }
}
