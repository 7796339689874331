import { ConnectionId, RunId, type EngineEvent, type RunState } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { eventStream } from './event-stream.ts';

function run(id: string, state: RunState): EngineEvent {
  return {
    type: 'run',
    run: {
      id: RunId.parse(id),
      connection: ConnectionId.parse('c'),
      connectionLabel: 'C',
      integration: 'i',
      operation: 'o',
      effect: 'read',
      state,
      startedAt: 0,
      durationMs: null,
      attempts: 1,
      chunks: 0,
      sentence: null,
      category: null,
    },
  };
}

/** An engine's events that a test fires, and the stream of them. */
function started() {
  const listeners = new Set<(event: EngineEvent) => void>();
  const abort = new AbortController();
  const stream = eventStream((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, abort.signal);
  const fire = (...events: EngineEvent[]): void => {
    for (const event of events) for (const listener of listeners) listener(event);
  };
  return { stream, fire, abort, listeners };
}

describe('the stream of the engine’s events', () => {
  it('passes events on in order', async () => {
    const { stream, fire } = started();
    const first = stream.next();
    fire(run('1', 'running'), run('2', 'running'));
    expect([(await first).value, (await stream.next()).value]).toEqual([run('1', 'running'), run('2', 'running')]);
  });

  it('keeps only the newest news of each run for a reader that is slow', async () => {
    const { stream, fire } = started();
    const first = stream.next();
    fire(run('0', 'running'));
    await first;
    fire(run('1', 'running'), run('2', 'running'), run('1', 'succeeded'));
    expect([(await stream.next()).value, (await stream.next()).value]).toEqual([run('2', 'running'), run('1', 'succeeded')]);
  });

  it('drops what a cleared journal no longer holds', async () => {
    const { stream, fire } = started();
    const first = stream.next();
    fire(run('0', 'running'));
    await first;
    fire(run('1', 'succeeded'), { type: 'runs_cleared' }, run('2', 'running'));
    expect([(await stream.next()).value, (await stream.next()).value]).toEqual([{ type: 'runs_cleared' }, run('2', 'running')]);
  });

  it('holds at most a thousand things, the newest', async () => {
    const { stream, fire, abort } = started();
    const first = stream.next();
    fire(run('first', 'running'));
    await first;
    fire(...Array.from({ length: 5000 }, (_, index) => run(String(index), 'running')));
    expect((await stream.next()).value).toEqual(run('4000', 'running'));
    let count = 1;
    while (count < 1000 && (await stream.next()).done !== true) count += 1;
    const last = stream.next();
    abort.abort();
    expect([count, (await last).done]).toEqual([1000, true]);
  });

  it('unsubscribes when it is left', async () => {
    const { stream, abort, listeners } = started();
    const waiting = stream.next();
    expect(listeners.size).toBe(1);
    abort.abort();
    expect((await waiting).done).toBe(true);
    expect(listeners.size).toBe(0);
  });
});
