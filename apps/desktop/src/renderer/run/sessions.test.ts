import type { SerializedError } from '@wiz/core';
import { ConnectionId, RunId, type Answer } from '@wiz/engine/types';
import { read, write, type AnyOperation } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WindowClock } from '../app/clock.ts';
import type { CallRequest, OperationCaller, StreamHandlers } from './operation-caller.ts';
import { sessionKey, type SessionTarget } from './session.ts';
import { createSessions } from './sessions.ts';

const answer = (data: unknown): Answer<unknown> => ({ data, asOf: 1, cached: false, stale: false, attempts: 1, runId: RunId.parse('r1') });
const wrong: SerializedError = {
  category: 'conflict',
  message: 'It changed.',
  retryable: false,
  attempts: 1,
  outcome: 'none',
  fields: { path: 'Changed since it was read.' },
};

function pending() {
  let resolve: (value: Answer<unknown>) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<Answer<unknown>>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function setup(operation: AnyOperation) {
  const frames = new Set<() => void>();
  const timers = new Set<() => void>();
  let time = 1000;
  const keep = (set: Set<() => void>, callback: () => void) => {
    set.add(callback);
    return () => void set.delete(callback);
  };
  const run = (set: Set<() => void>) => {
    const due = [...set];
    set.clear();
    for (const callback of due) callback();
  };
  const clock: WindowClock = {
    now: () => time,
    nextFrame: (callback) => keep(frames, callback),
    after: (_, callback) => keep(timers, callback),
    every: (_, callback) => keep(timers, callback),
  };
  const calls: CallRequest[] = [];
  let stopped = 0;
  let reply = pending();
  let stream: StreamHandlers | undefined;
  const caller: OperationCaller = {
    call(request, signal) {
      calls.push(request);
      reply = pending();
      signal.addEventListener('abort', () => (stopped += 1));
      return reply.promise;
    },
    stream(request, handlers) {
      calls.push({ ...request, kind: 'query' });
      stream = handlers;
      return () => void (stopped += 1);
    },
    errorOf: () => wrong,
  };
  const sessions = createSessions(caller, clock);
  const target: SessionTarget = { connection: ConnectionId.parse('c1'), integration: 'fake', name: 'find', operation };
  return {
    sessions,
    target,
    key: sessionKey(target),
    calls,
    timers,
    frames,
    now: () => sessions.get(sessionKey(target)),
    pass: (ms: number) => (time += ms),
    frame: () => run(frames),
    timer: () => run(timers),
    stopped: () => stopped,
    reply: () => reply,
    stream: () => {
      if (stream === undefined) throw new Error('no stream was started');
      return stream;
    },
  };
}

const input = z.object({ query: z.string() });
const find = read({
  title: 'Find',
  summary: 'Finds.',
  input,
  output: z.object({ matches: z.int() }),
  stream: { chunk: z.array(z.string()) },
});
const list = read({
  title: 'List',
  summary: 'Lists.',
  input,
  output: z.object({ items: z.array(z.string()) }),
  view: { as: 'table', items: 'items' },
});
const save = write({ title: 'Save', summary: 'Saves.', input, output: z.object({}) });

describe('sessions', () => {
  it('appends streamed rows once a frame and keeps the answer', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    expect(t.calls).toEqual([{ path: 'fake.find', kind: 'query', input: { query: 'a', connection: 'c1' } }]);
    let heard = 0;
    const off = t.sessions.subscribe(t.key, () => (heard += 1));
    for (const piece of ['1', '2', '3']) t.stream().onEvent({ type: 'chunk', chunk: [piece] });
    expect([heard, t.now().count]).toEqual([0, 0]);
    t.frame();
    expect([heard, t.now().count, t.now().rows]).toEqual([1, 3, ['1', '2', '3']]);
    t.pass(40);
    t.stream().onEvent({ type: 'chunk', chunk: ['4'] });
    t.stream().onEvent({ type: 'done', answer: answer({ matches: 4 }) });
    expect(t.now()).toMatchObject({ count: 4, run: { at: 'done', tookMs: 40 } });
    off();
    expect([t.frames.size, t.timers.size]).toEqual([0, 0]);
  });

  it('shows progress with the run it belongs to', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.stream().onEvent({ type: 'progress', runId: RunId.parse('r9'), progress: { done: 12, note: 'notes' } });
    expect(t.now().run).toMatchObject({ at: 'running', runId: 'r9', progress: { done: 12, note: 'notes' } });
  });

  it('stops the work on cancel, keeps what has arrived and hears nothing afterwards', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.stream().onEvent({ type: 'chunk', chunk: ['1'] });
    t.sessions.cancel(t.key);
    expect(t.stopped()).toBe(1);
    expect(t.now().run).toMatchObject({ at: 'running', cancelling: true });
    t.timer();
    expect(t.now()).toMatchObject({ count: 1, run: { at: 'failed', error: { category: 'cancelled' } } });
    t.stream().onEvent({ type: 'chunk', chunk: ['2'] });
    expect([t.now().count, t.frames.size, t.timers.size]).toEqual([1, 0, 0]);
  });

  it('takes the rows of a page, and adds the next page to them', async () => {
    const t = setup(list);
    t.sessions.start(t.target, { query: 'a' });
    t.reply().resolve(answer({ items: ['1', '2'] }));
    await t.reply().promise;
    expect(t.now()).toMatchObject({ count: 2, run: { at: 'done' } });
    t.sessions.start(t.target, { query: 'a' }, { append: true });
    t.reply().resolve(answer({ items: ['3'] }));
    await t.reply().promise;
    expect(t.now().rows.slice(0, t.now().count)).toEqual(['1', '2', '3']);
  });

  it('puts an error and its reasons at the fields, and keeps what was typed', async () => {
    const t = setup(save);
    t.sessions.setValues(t.key, { query: 'typed' });
    t.sessions.start(t.target, { query: 'typed' }, { ticket: 'secret' });
    expect(t.calls[0]).toEqual({ path: 'fake.find', kind: 'mutation', input: { query: 'typed', connection: 'c1', ticket: 'secret' } });
    t.reply().reject(new Error('refused'));
    await t.reply().promise.catch(() => undefined);
    await Promise.resolve();
    expect(t.now()).toMatchObject({
      values: { query: 'typed' },
      problems: { path: 'Changed since it was read.' },
      run: { at: 'failed', error: wrong },
    });
    expect(t.now().input).not.toHaveProperty('ticket');
  });

  it('puts what is wrong with an answer at no field of the form', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.stream().onError({ ...wrong, category: 'protocol_error', fields: { query: 'Must be an address.' } });
    expect(t.now()).toMatchObject({ problems: {}, run: { at: 'failed' } });
  });

  it('renews marks in the form after a success, and only then', async () => {
    const t = setup(save);
    const renew = () => ({ version: 'v2' });
    t.sessions.setValues(t.key, { query: 'typed', version: 'v1' });
    t.sessions.start(t.target, { query: 'typed' }, { renew });
    t.reply().reject(new Error('refused'));
    await t.reply().promise.catch(() => undefined);
    await Promise.resolve();
    expect(t.now().values).toEqual({ query: 'typed', version: 'v1' });
    t.sessions.start(t.target, { query: 'typed' }, { renew });
    t.reply().resolve(answer({}));
    await t.reply().promise;
    expect(t.now().values).toEqual({ query: 'typed', version: 'v2' });
  });

  it('goes back through what was opened from its own results', () => {
    const t = setup(list);
    t.sessions.setValues(t.key, { query: 'top' });
    t.sessions.stepInto(t.key, { query: 'middle' });
    t.sessions.stepInto(t.key, { query: 'low' });
    expect([t.sessions.stepBack(t.key), t.now().values, t.now().trail.length]).toEqual([{ query: 'middle' }, { query: 'middle' }, 1]);
    expect([t.sessions.stepBack(t.key), t.sessions.stepBack(t.key), t.now().values]).toEqual([
      { query: 'top' },
      undefined,
      { query: 'top' },
    ]);
  });

  it('ends the run before when a new one starts, and forgets a connection that is gone', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    const first = t.stream();
    t.sessions.start(t.target, { query: 'b' });
    expect(t.stopped()).toBe(1);
    first.onEvent({ type: 'chunk', chunk: ['late'] });
    expect(t.frames.size).toBe(0);
    t.sessions.forget('c1');
    expect(t.stopped()).toBe(2);
    expect(t.now().run).toEqual({ at: 'idle' });
  });

  it('takes an old failure away when the next input is wrong already in the form', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.stream().onError(wrong);
    t.sessions.setProblems(t.key, {});
    expect(t.now().run.at).toBe('failed');
    t.sessions.setProblems(t.key, { query: 'Fill this in.' });
    expect(t.now()).toMatchObject({ run: { at: 'idle' }, problems: { query: 'Fill this in.' } });
  });

  it('passes a person’s “try now” on, and only then', () => {
    const t = setup(list);
    t.sessions.start(t.target, { query: 'a' }, { force: true });
    t.sessions.start(t.target, { query: 'a' });
    expect(t.calls.map(({ input }) => input)).toEqual([
      { query: 'a', connection: 'c1', force: true },
      { query: 'a', connection: 'c1' },
    ]);
    expect(t.now().input).toEqual({ query: 'a' });
  });

  it('remembers when a run failed, for countdowns', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.pass(40);
    t.stream().onError(wrong);
    expect(t.now().run).toMatchObject({ at: 'failed', endedAt: 1040, tookMs: 40 });
  });

  it('knows that what is shown was changed since, until it is asked for anew', async () => {
    const t = setup(list);
    t.sessions.markChanged('c1', ['find']);
    expect(t.now().changed).toBe(false);
    t.sessions.start(t.target, { query: 'a' });
    t.reply().resolve(answer({ items: ['1'] }));
    await t.reply().promise;
    t.sessions.markChanged('c1', ['other']);
    t.sessions.markChanged('c2', ['find']);
    expect(t.now().changed).toBe(false);
    t.sessions.markChanged('c1', ['find', 'other']);
    expect(t.now().changed).toBe(true);
    t.sessions.start(t.target, { query: 'a' }, { append: true });
    expect(t.now().changed).toBe(true);
    t.sessions.start(t.target, { query: 'a' });
    expect(t.now().changed).toBe(false);
  });

  it('does not take an answer for fresh that was under way when something changed', async () => {
    const t = setup(list);
    t.sessions.start(t.target, { query: 'a' });
    t.sessions.markChanged('c1', ['find']);
    t.reply().resolve(answer({ items: ['1'] }));
    await t.reply().promise;
    expect(t.now()).toMatchObject({ changed: true, run: { at: 'done' } });
  });

  it('says so when a stream ends without a result', () => {
    const t = setup(find);
    t.sessions.start(t.target, { query: 'a' });
    t.stream().onEnd();
    expect(t.now().run).toMatchObject({ at: 'failed', error: { category: 'protocol_error' } });
  });
});
