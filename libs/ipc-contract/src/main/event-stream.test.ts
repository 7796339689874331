import { ManualClock } from '@wiz/core/testing';
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
  const clock = new ManualClock();
  const stream = eventStream(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    abort.signal,
    clock,
  );
  const fire = (...events: EngineEvent[]): void => {
    for (const event of events) for (const listener of listeners) listener(event);
  };
  return { stream, fire, abort, clock, listeners };
}

/** The same, after its first delivery: what is fired now comes together. */
async function going() {
  const world = started();
  const first = world.stream.next();
  world.fire(run('first', 'running'));
  expect((await first).value).toEqual([run('first', 'running')]);
  const next = async (): Promise<unknown> => {
    const coming = world.stream.next();
    await world.clock.advance(100);
    return (await coming).value;
  };
  return { ...world, next };
}

describe('the stream of the engine’s events', () => {
  it('passes on at once what comes after a silence', async () => {
    const { stream, fire, clock } = await going();
    const next = stream.next();
    await clock.advance(100);
    fire(run('2', 'running'));
    expect((await next).value).toEqual([run('2', 'running')]);
    expect(clock.pending).toBe(0);
  });

  it('passes on together, in order, what comes within a tenth of a second', async () => {
    const { stream, fire, clock } = await going();
    let delivered: unknown;
    const next = stream.next().then(({ value }) => (delivered = value));
    fire(run('1', 'running'));
    await clock.advance(60);
    fire(run('2', 'running'));
    await clock.advance(39);
    expect(delivered).toBeUndefined();
    await clock.advance(1);
    expect(await next).toEqual([run('1', 'running'), run('2', 'running')]);
  });

  it('keeps only the newest news of each run', async () => {
    const { fire, next } = await going();
    fire(run('1', 'running'), run('2', 'running'), run('1', 'succeeded'));
    expect(await next()).toEqual([run('2', 'running'), run('1', 'succeeded')]);
  });

  it('drops what a cleared journal no longer holds', async () => {
    const { fire, next } = await going();
    fire(run('1', 'succeeded'), { type: 'runs_cleared' }, run('2', 'running'));
    expect(await next()).toEqual([{ type: 'runs_cleared' }, run('2', 'running')]);
  });

  it('holds at most a thousand things, the newest', async () => {
    const { fire, next } = await going();
    fire(...Array.from({ length: 5000 }, (_, index) => run(String(index), 'running')));
    const held = await next();
    expect(held).toHaveLength(1000);
    expect(held).toMatchObject({ 0: run('4000', 'running') });
  });

  it.each(['waits for news', 'waits to pass it on'])('unsubscribes and leaves no timer when it is left while it %s', async (when) => {
    const { stream, fire, abort, clock, listeners } = await going();
    const waiting = stream.next();
    if (when !== 'waits for news') fire(run('1', 'running'));
    await clock.advance(1);
    expect(listeners.size).toBe(1);
    abort.abort();
    expect((await waiting).done).toBe(true);
    expect([listeners.size, clock.pending]).toEqual([0, 0]);
  });
});
