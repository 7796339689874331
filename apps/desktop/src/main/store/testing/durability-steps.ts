import { IntegrationError, serializeError } from '@wiz/core';
import type { SealedSecrets, Store } from '@wiz/engine';
import { ConnectionId, RunId, type RunDetail, type TimelineEntry } from '@wiz/engine/types';
import { soughtWord } from './durability-state.ts';
import { aConnection, aRun } from './samples.ts';

/** One change of a store. */
export interface Step {
  readonly does: (store: Store) => Promise<unknown>;
  /** Once it is answered, it and all before it are on the disk. Not so for a run of a `read`, which may wait for the next change. */
  readonly durable: boolean;
}

const durably = (does: Step['does']): Step => ({ does, durable: true });
const some = ConnectionId.parse('a');
const interrupted = serializeError(new IntegrationError('internal_error', 'The lights went out.'));

function sealed(data: string): SealedSecrets {
  return { version: 1, scheme: 'sync', check: 'djEx', data, platform: 'linux', appName: 'Project Wiz' };
}

function connect(id: string, label: string, secret?: SealedSecrets | null): Step {
  const secrets = secret === null ? {} : { token: { hint: 'abcd' } };
  return durably((store) =>
    store.connections.put(aConnection(id, { label, secrets, secretStorage: 'keychain', enabled: label !== 'Disabled' }), secret),
  );
}

function attempts(count: number): readonly TimelineEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    type: 'attempt',
    attempt: at + 1,
    startedAtMs: at * 100,
    durationMs: 50,
    category: 'network_error',
    message: `Attempt ${String(at + 1)} was cut off.`,
  }));
}

function running(id: string, effect: RunDetail['effect']): RunDetail {
  return aRun(id, { effect, state: 'running', durationMs: null, sentence: null, startedAt: 1_700_000_000_000 + Number(id.slice(1)) });
}

/** A change of a system as the journal keeps it: the intent, then the end with all attempts. Both are promised. */
function written(id: string, padding: number): readonly (readonly Step[])[] {
  const start = { ...running(id, 'write'), input: { padding: 'x'.repeat(padding) } };
  const end = { ...start, state: 'succeeded', durationMs: 7, sentence: `Made a ${soughtWord}.`, timeline: attempts(3) } as const;
  return [[durably((store) => store.runs.put(start, true))], [durably((store) => store.runs.put(end, true))]];
}

/** A look at a system: its rows wait for the next change. */
function looked(id: string): readonly Step[] {
  const start = running(id, 'read');
  const end = { ...start, state: 'succeeded', durationMs: 3, sentence: 'Looked around.', timeline: attempts(1) } as const;
  return [start, end].map((run) => ({ does: (store: Store) => store.runs.put(run, false), durable: false }));
}

/** Everything that a store is asked to keep, a little of each. Steps in one group are asked for at once. */
export const deskSteps: readonly (readonly Step[])[] = [
  [connect('a', 'First', sealed('first'))],
  [connect('b', 'Second', sealed('second')), connect('c', 'Third', null), connect('d', 'Fourth', sealed('fourth'))],
  [durably((store) => store.governors.save(some, { limiter: { tokens: 3 } }))],
  ...written('r1', 10),
  looked('r2'),
  [connect('a', 'First, renamed')],
  [connect('a', 'First, rotated', sealed('rotated')), durably((store) => store.governors.save(some, { limiter: { tokens: 2 } }))],
  looked('r3'),
  [durably((store) => store.runs.list({}))],
  ...written('r4', 9000),
  [connect('b', 'Disabled')],
  [connect('d', 'Fourth', null), durably((store) => store.connections.remove(ConnectionId.parse('c')))],
  [durably((store) => store.runs.put(running('r5', 'read'), true)), durably((store) => store.runs.put(running('r6', 'destructive'), true))],
];

/** What the next start does, and some more. */
export const nextSteps: readonly (readonly Step[])[] = [
  [durably((store) => store.runs.interrupt(['write', 'destructive'], interrupted))],
  [durably((store) => store.runs.interrupt(['read', 'idempotent'], interrupted))],
  [connect('e', 'Fifth', sealed('fifth'))],
  [durably((store) => store.connections.remove(some))],
  [connect('a', 'First, again', sealed('again'))],
  ...written('r7', 10),
  [durably((store) => store.runs.clear())],
  looked('r8'),
];

/** Enough to fill the database's log more than once, so that it is worked into the file while more is written. */
export const longSteps: readonly (readonly Step[])[] = Array.from({ length: 16 }, (_, at) => [
  connect('a', `Label ${String(at)}`, sealed(`secret ${String(at)}`)),
  durably((store) =>
    store.runs.put(
      {
        ...running(`r${String(at % 7)}`, 'write'),
        id: RunId.parse(`r${String(at % 7)}`),
        input: { padding: `${String(at)} `.repeat(180_000) },
      },
      true,
    ),
  ),
]);
