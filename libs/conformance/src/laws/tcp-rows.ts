import { blackHole } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { NotApplicable, type Law } from '../law.ts';
import { answerWithoutEnd, cutAnswer, garbage, hangUp, reset, say } from '../tcp-fault.ts';
import type { Trial } from '../trial.ts';
import { within } from '../waiting.ts';
import { tcpRow, type TcpRow } from './tcp-row.ts';

/** It breaks off. It may have been done. */
const broken = { categories: ['network_error'], repeats: 'what may be', outcome: 'unknown' } as const;
/** Long enough for a busy machine to get as far as where it hangs. */
const shortLimit = { timeoutMs: 3000, retries: 0 } as const;
/** What has not ended by then hangs, in milliseconds. */
const goneMs = 3000;

const rows: readonly TcpRow[] = [
  {
    id: 'connection-refused',
    says: 'A refused connection is a network error that did nothing.',
    faults: 'switched off',
    categories: ['network_error'],
    repeats: 'everything',
    outcome: 'none',
  },
  { ...broken, id: 'connection-reset', says: 'A reset before the answer is a network error.', faults: [['a reset', reset]] },
  { ...broken, id: 'connection-closed', says: 'A connection closed without an answer is a network error.', faults: [['a close', hangUp]] },
  {
    ...broken,
    id: 'answer-cut',
    says: 'A reset in the middle of the answer is a network error; half an answer is none.',
    faults: [['half an answer', cutAnswer]],
    isDone: true,
  },
  {
    id: 'answer-without-end',
    says: 'An answer that does not come to its end is given up in time.',
    faults: [['no end', answerWithoutEnd]],
    categories: ['timeout_error'],
    repeats: 'nothing',
    outcome: 'unknown',
    policy: shortLimit,
    isDone: true,
  },
  {
    id: 'garbage-answer',
    says: 'What is no answer in the system’s language is told as such, and breaks nothing.',
    faults: garbage.map(([what, bytes]) => [what, say(bytes)]),
    categories: ['protocol_error', 'network_error'],
    repeats: undefined,
    outcome: 'unknown',
  },
];

/** The rows of the fault catalogue that one connection over tcp is enough for. */
export const tcpLaws: readonly Law[] = [
  ...rows.map(tcpRow),
  {
    id: 'connection-not-taken',
    says: 'A connection that nobody takes is given up in time.',
    over: ['tcp'],
    per: 'operation',
    changesNothing: true,
    leavesOut: ({ effect }) => (effect === 'destructive' ? 'It cannot be looked at before it is done.' : undefined),
    check: async (trial: Trial): Promise<void> => {
      const hole = await blackHole();
      if (hole === undefined) throw new NotApplicable('This system refuses what does not fit into its queue.');
      trial.owns(hole.close);
      const [standIn, world] = [await trial.standIn(), await trial.world({ unverified: true })];
      await world.connect(standIn.connection(hole.host), shortLimit);
      const error = await world.failure(trial.operation);
      assert.equal(error.category, 'timeout_error', error.message);
      assert.equal(error.attempts, 1, `it says ${String(error.attempts)} attempts`);
      await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
    },
  },
];
