import type { ErrorCategory } from '@wiz/core';
import type { PolicyOverrides } from '@wiz/engine/types';
import assert from 'node:assert/strict';
import { isRepeatable, type OperationLaw } from '../law.ts';
import type { TcpFault } from '../tcp-fault.ts';
import type { Trial } from '../trial.ts';
import { aMoment, until, within } from '../waiting.ts';

/** Further attempts that the laws allow: as few as show whether there are any. */
const retries = 1;
/** What has not ended by then hangs, in milliseconds. */
const goneMs = 3000;

/** One row of the fault catalogue over tcp: what goes wrong with every question, and how that has to end. */
export interface TcpRow {
  readonly id: string;
  readonly says: string;
  /** One after the other; `switched off` for a system that takes no connection. */
  readonly faults: readonly (readonly [what: string, fault: TcpFault])[] | 'switched off';
  readonly categories: readonly ErrorCategory[];
  /** What is repeated: nothing; what may be done twice; everything, because it certainly was not done; undefined where both would do. */
  readonly repeats: 'nothing' | 'what may be' | 'everything' | undefined;
  /** What a change says of itself in the end. */
  readonly outcome: 'none' | 'unknown';
  /** Whether the system does what it is asked before it goes wrong. @default false */
  readonly isDone?: boolean;
  readonly policy?: PolicyOverrides & { readonly retries: number };
}

/** The law that a row of the catalogue is. */
export function tcpRow(row: TcpRow): OperationLaw {
  const { id, says, isDone = false } = row;
  return { id, says, over: ['tcp'], per: 'operation', changesNothing: !isDone, alone: isDone, check: (trial) => check(row, trial) };
}

async function check(row: TcpRow, trial: Trial): Promise<void> {
  const faults = row.faults === 'switched off' ? [['nobody there', undefined] as const] : row.faults;
  // What a fault leaves done cannot be done again on the same stand-in; the other faults leave everything as it is.
  for (const [what, fault] of faults) await checkOne(row, trial, what, fault);
}

async function checkOne(row: TcpRow, trial: Trial, what: string, fault: TcpFault | undefined): Promise<void> {
  const faultAt = await trial.faultAt();
  const { world, front } = await trial.tcp({ policy: { retries, breakerFailures: 10, ...row.policy } });
  const standIn = await trial.standIn();
  const ticket = await world.ready(front, trial.operation);
  const before = await standIn.changes?.();
  if (fault === undefined) {
    await front.refuse?.();
    // That a connection is gone has to be seen before it is used again.
    await aMoment(world.clock);
  } else front.fault(faultAt, fault);
  const { error } = await world.end(trial.operation, { ticket });
  assert.ok(error !== undefined, `with ${what} it answered as if nothing were wrong`);
  assert.ok(row.categories.includes(error.category), `with ${what} it says ${error.category}: ${error.message}`);
  const { repeats } = row;
  const { effect } = trial.spec;
  const changes = effect === 'write' || effect === 'destructive';
  if (repeats !== undefined || (changes && !isRepeatable(trial.spec))) {
    const isRepeated = repeats === 'everything' || (repeats === 'what may be' && isRepeatable(trial.spec));
    const attempts = isRepeated ? (row.policy?.retries ?? retries) + 1 : 1;
    assert.equal(error.attempts, attempts, `with ${what} it says ${String(error.attempts)} attempts instead of ${String(attempts)}`);
    const { faulted } = front;
    if (fault !== undefined)
      assert.equal(faulted, attempts, `with ${what} it was sent ${String(faulted)} times instead of ${String(attempts)}`);
  }
  if (changes) assert.equal(error.outcome, row.outcome, `with ${what} it says of its outcome: ${error.outcome}: ${error.message}`);
  const made = ((await standIn.changes?.()) ?? 0) - (before ?? 0);
  if (!isRepeatable(trial.spec)) assert.ok(made <= 1, `with ${what} it was done ${String(made)} times`);
  await until(world.clock, () => front.underWay === 0, 'the system did not see that it was given up', goneMs);
  await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
  await within(world.clock, goneMs, world.close(), 'the engine did not close');
  await until(world.clock, () => front.open === 0, 'connections are left open', goneMs);
}
