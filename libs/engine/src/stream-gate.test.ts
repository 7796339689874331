import { cancelled, IntegrationError } from '@wiz/core';
import { countedSignal, deferred, settle, type Deferred } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedShelf, lastRun, onlyTheMonitorWaits } from './testing/shelf-world.ts';
import { StreamGate } from './stream-gate.ts';
import { RunId, type Answer, type StreamEvent } from './types/index.ts';

describe('a stream', () => {
  it('names its run first, delivers its chunks in order, then its answer', async () => {
    const made = await connectedShelf();
    made.tail = async ({ chunk, progress }) => {
      await chunk(['a']);
      progress({ done: 1 });
      await chunk(['b', 'c']);
      return { lines: 3 };
    };
    const events: StreamEvent<unknown, unknown>[] = [];
    for await (const event of made.engine.stream({ connection: made.id, operation: 'tail', input: {} })) events.push(event);
    expect(events[0]).toMatchObject({ type: 'progress', runId: expect.any(String) as string });
    expect(events.filter(({ type }) => type === 'chunk')).toEqual([
      { type: 'chunk', chunk: ['a'] },
      { type: 'chunk', chunk: ['b', 'c'] },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'done', answer: { data: { lines: 3 } } });
    expect(lastRun(made)).toMatchObject({ chunks: 2, sentence: '3 lines.' });
  });

  it('holds the handler back when the reader is slow', async () => {
    const made = await connectedShelf();
    let sent = 0;
    made.tail = async ({ chunk }) => {
      for (; sent < 1000; sent += 1) await chunk([String(sent)]);
      return { lines: sent };
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    await settle();
    expect(sent).toBeLessThan(20);
    await reader.return();
    expect(lastRun(made)?.state).toBe('cancelled');
  });

  it('ends its run when the reader leaves or the caller cancels', async () => {
    const made = await connectedShelf();
    let seen: AbortSignal | undefined;
    made.tail = ({ signal }) => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const cancel = new AbortController();
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {}, signal: cancel.signal });
    await reader.next();
    await settle();
    cancel.abort();
    await expect(reader.next()).rejects.toMatchObject({ category: 'cancelled' });
    expect(seen?.aborted).toBe(true);
    await onlyTheMonitorWaits(made);
  });

  it('may run longer than its deadline while it shows signs of life', async () => {
    const made = await connectedShelf();
    const work: Deferred<{ lines: number }> = deferred();
    let tell: (() => void) | undefined;
    made.tail = ({ progress }) => {
      tell = () => {
        progress({ done: 1 });
      };
      return work.promise;
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    const last = (async () => {
      for (let next = await reader.next(); next.done !== true; next = await reader.next())
        if (next.value.type === 'done') return next.value;
      return undefined;
    })();
    await settle();
    for (let i = 0; i < 10; i += 1) {
      tell?.();
      await made.clock.advance(29_000);
    }
    work.resolve({ lines: 9 });
    await expect(last).resolves.toMatchObject({ type: 'done' });
  });

  it('is not kept alive by late progress of an attempt that was given up', async () => {
    const made = await connectedShelf();
    const tells: (() => void)[] = [];
    made.tail = ({ progress }) => {
      tells.push(() => {
        progress({ done: 1 });
      });
      return new Promise(() => undefined);
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    const ended = (async () => {
      for (;;) await reader.next();
    })();
    const outcome = expect(ended).rejects.toMatchObject({ category: 'timeout_error', outcome: 'none' });
    await made.clock.advance(31_000);
    expect(tells).toHaveLength(2);
    tells[0]?.();
    await made.clock.advance(29_000);
    await outcome;
    await onlyTheMonitorWaits(made);
  });

  it('fails with a protocol error when a chunk is not as promised', async () => {
    const made = await connectedShelf();
    made.tail = async ({ chunk }) => {
      await chunk([5] as unknown as string[]);
      return { lines: 1 };
    };
    const reader = made.engine.stream({ connection: made.id, operation: 'tail', input: {} });
    await reader.next();
    await expect(reader.next()).rejects.toMatchObject({ category: 'protocol_error' });
  });
});

describe('the gate of a stream', () => {
  const id = RunId.parse('r');
  const chunk = (text: string) => ({ type: 'chunk', chunk: text }) as const;
  const done = { type: 'done', answer: {} as Answer<unknown> } as const;

  it('lets sixteen chunks wait, then holds the handler until the reader takes one', async () => {
    const gate = new StreamGate(null);
    const { signal, listeners } = countedSignal();
    let sent = 0;
    const pushing = (async () => {
      for (; sent < 20; sent += 1) await gate.push(String(sent), signal);
    })();
    await settle();
    expect([sent, listeners()]).toEqual([15, 1]);
    const events = gate.events();
    expect((await events.next()).value).toEqual(chunk('0'));
    await settle();
    expect(sent).toBe(16);
    for (let at = 1; at < 20; at += 1) expect((await events.next()).value).toEqual(chunk(String(at)));
    await pushing;
    expect([gate.count, gate.started, listeners()]).toEqual([20, true, 0]);
  });

  it('lets a handler go that waits when its call is over, and takes nothing more of it', async () => {
    const gate = new StreamGate(null);
    const { signal, abort, listeners } = countedSignal();
    for (let at = 0; at < 15; at += 1) await gate.push(String(at), signal);
    const waiting = gate.push('15', signal);
    await settle();
    abort(cancelled());
    await expect(waiting).rejects.toMatchObject({ category: 'cancelled' });
    await expect(gate.push('16', signal)).rejects.toMatchObject({ category: 'cancelled' });
    expect([gate.count, listeners()]).toEqual([16, 0]);
  });

  it('keeps only the newest progress, tells it before what waits, and none after the end', async () => {
    const gate = new StreamGate(null);
    const progress = (count: number) => ({ type: 'progress', runId: id, progress: { done: count } }) as const;
    gate.report(id, { done: 1 });
    gate.report(id, { done: 2 });
    await gate.push('a', new AbortController().signal);
    const events = gate.events();
    expect([(await events.next()).value, (await events.next()).value]).toEqual([progress(2), chunk('a')]);
    const next = events.next();
    gate.report(id, { done: 3 });
    expect((await next).value).toEqual(progress(3));
    gate.finish(done);
    gate.report(id, { done: 4 });
    expect([(await events.next()).value, (await events.next()).done]).toEqual([done, true]);
  });

  it('tells what was queued before its failure', async () => {
    const gate = new StreamGate(null);
    await gate.push('a', new AbortController().signal);
    gate.fail(new IntegrationError('network_error', 'Lost.'));
    const events = gate.events();
    expect((await events.next()).value).toEqual(chunk('a'));
    await expect(events.next()).rejects.toMatchObject({ category: 'network_error' });
  });

  it('counts what comes, what goes and what is reported as signs of life, until nobody listens', async () => {
    const gate = new StreamGate(5);
    let signs = 0;
    const leave = gate.onActivity(() => (signs += 1));
    await gate.push('a', new AbortController().signal);
    gate.report(id, { done: 1 });
    const events = gate.events();
    await events.next();
    await events.next();
    expect(signs).toBe(3);
    leave();
    gate.report(id, { done: 2 });
    expect(signs).toBe(3);
  });
});
