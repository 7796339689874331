import { IntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, lastRun, onlyTheMonitorWaits } from './testing/shelf-world.ts';

describe('a run', () => {
  it('answers with its origin and leaves a sentence in the journal', async () => {
    const made = await connectedShelf();
    const answer = await made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    expect(answer).toMatchObject({ data: { seen: 1200 }, cached: false, stale: false, attempts: 1 });
    expect(lastRun(made)).toMatchObject({ id: answer.runId, state: 'succeeded', sentence: '1,200 seen.', input: { at: 'x' } });
    expect(made.events.filter(({ type }) => type === 'run')).toHaveLength(2);
  });

  it('refuses a wrong input before anything is journalled', async () => {
    const made = await connectedShelf();
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 5 } })).rejects.toMatchObject({
      category: 'validation_error',
      fields: { at: expect.any(String) as string },
    });
    await expect(made.engine.run({ connection: made.id, operation: 'constructor', input: {} })).rejects.toMatchObject({
      category: 'not_found',
    });
    await expect(
      made.engine.run({ connection: made.id, integration: 'other', operation: 'look', input: { at: 'x' } }),
    ).rejects.toMatchObject({ category: 'validation_error' });
    expect(made.store.writes).toHaveLength(0);
  });

  it('calls an answer that is not as promised a protocol error', async () => {
    const made = await connectedShelf();
    made.look = () => Promise.resolve({ seen: 'many' } as unknown as { seen: number });
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'protocol_error',
    });
  });

  it('is retried when it may be, and shows its attempts on a timeline', async () => {
    const made = await connectedShelf();
    let calls = 0;
    made.look = () => ((calls += 1) < 3 ? Promise.reject(new IntegrationError('network_error', 'Lost.')) : Promise.resolve({ seen: 3 }));
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    await made.clock.advance(500 + 1000);
    await expect(running).resolves.toMatchObject({ attempts: 3 });
    expect(lastRun(made)?.timeline).toMatchObject([
      { attempt: 1, category: 'network_error' },
      { reason: 'retry', startedAtMs: 0, untilMs: 500, durationMs: 500 },
      { attempt: 2, category: 'network_error' },
      { reason: 'retry', startedAtMs: 500, untilMs: 1500, durationMs: 1000 },
      { attempt: 3, category: null },
    ]);
    await onlyTheMonitorWaits(made);
  });

  it('ends within the same turn when its caller cancels, and the work hears of it', async () => {
    const made = await connectedShelf();
    let seen: AbortSignal | undefined;
    made.look = (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const cancel = new AbortController();
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' }, signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(running).rejects.toMatchObject({ category: 'cancelled', outcome: 'none' });
    expect(seen?.aborted).toBe(true);
    expect(lastRun(made)?.state).toBe('cancelled');
    await onlyTheMonitorWaits(made);
  });

  it('can be cancelled by its id, once', async () => {
    const made = await connectedShelf();
    made.look = () => new Promise(() => undefined);
    const running = made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } });
    const outcome = expect(running).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    const run = made.store.writes[0]?.run;
    expect(run === undefined ? false : made.engine.runs.cancel(run.id)).toBe(true);
    await outcome;
    expect(run === undefined ? true : made.engine.runs.cancel(run.id)).toBe(false);
  });

  it('answers a bug inside an integration with an internal error that tells no secrets', async () => {
    const made = await connectedShelf();
    made.look = () => {
      throw new TypeError('reading token of undefined at /home/someone');
    };
    await expect(made.engine.run({ connection: made.id, operation: 'look', input: { at: 'x' } })).rejects.toMatchObject({
      category: 'internal_error',
      message: expect.not.stringContaining('/home') as string,
    });
  });
});
