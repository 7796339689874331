import type { ErrorCategory } from '@wiz/core';
import type { PolicyOverrides } from '@wiz/engine/types';
import assert from 'node:assert/strict';
import { counted, from, type Action } from '../http-action.ts';
import { isRepeatable, type OperationLaw } from '../law.ts';
import type { Trial } from '../trial.ts';
import { until, within } from '../waiting.ts';

/** Further attempts that the laws allow: as few as show whether there are any. */
const retries = 2;
/** If the system does not see by then that it was given up it never will, in milliseconds. */
const goneMs = 3000;

/** One row of the fault catalogue: what goes wrong with every request, and how that has to end. */
export interface HttpRow {
  readonly id: string;
  readonly says: string;
  /** The fault; `switched off` for a system that takes no connection. */
  readonly fault: (() => Action) | 'switched off';
  /** Several where the system’s own meaning may be another one. */
  readonly categories: readonly ErrorCategory[];
  /** What is repeated: nothing; what may be done twice; everything, because it certainly was not done. */
  readonly repeats: 'nothing' | 'what may be' | 'everything';
  /** What a change says of itself in the end. */
  readonly outcome: 'none' | 'unknown';
  /** A client may make something of it all the same. @default false */
  readonly mayAnswer?: boolean;
  /** Whether it says that the system is ill, so that the circuit may open for it. @default true */
  readonly blames?: boolean;
  readonly policy?: PolicyOverrides & { readonly retries: number };
  readonly sideBySide?: number;
}

/** The law that a row of the catalogue is. */
export function httpRow(row: HttpRow): OperationLaw {
  const { id, says, sideBySide } = row;
  return {
    id,
    says,
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    ...(sideBySide === undefined ? {} : { sideBySide }),
    check: (trial) => check(row, trial),
  };
}

async function check(row: HttpRow, trial: Trial): Promise<void> {
  const { repeats, blames = true, mayAnswer = false } = row;
  const faultAt = await trial.faultAt();
  const policy = { retries, breakerFailures: blames ? 10 : 1, ...row.policy };
  const { world, front } = await trial.http({ policy });
  const ticket = await world.ready(front, trial.operation);
  const fault = row.fault === 'switched off' ? undefined : counted(row.fault());
  if (fault === undefined) await front.refuse?.();
  else front.rule(from(faultAt, fault.action));
  const { error } = await world.end(trial.operation, { ticket });
  if (error === undefined) {
    assert.ok(mayAnswer, 'it answered as if nothing were wrong');
    return;
  }
  assert.ok(row.categories.includes(error.category), `it says ${error.category}: ${error.message}`);
  const isRepeated = repeats === 'everything' || (repeats === 'what may be' && isRepeatable(trial.spec));
  const attempts = isRepeated ? (row.policy?.retries ?? retries) + 1 : 1;
  assert.equal(error.attempts, attempts, `it says ${String(error.attempts)} attempts instead of ${String(attempts)}`);
  if (fault !== undefined)
    assert.equal(fault.times(), attempts, `it was sent ${String(fault.times())} times instead of ${String(attempts)}`);
  const { effect } = trial.spec;
  if (effect === 'write' || effect === 'destructive')
    assert.equal(error.outcome, row.outcome, `it says of its outcome: ${error.outcome}: ${error.message}`);
  if (!blames) assert.equal((await world.state()).circuit.at, 'closed', 'the circuit opened, although the system is not ill');
  await until(world.clock, () => front.underWay === 0, 'the system did not see that it was given up', goneMs);
  await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
}
