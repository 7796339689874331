import { IntegrationError, serializeError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chunk, streamOf } from '../testing/fake-engine.ts';
import { guarded } from '../testing/transports.ts';
import { turns, until, World } from '../testing/world.ts';
import { integrationErrorOf } from './integration-error-of.ts';
import { createIpcLink } from './ipc-link.ts';
import { waitingLimits } from './waiting-limits.ts';

const connection = ConnectionId.parse('c1');

describe('the window’s link', () => {
  let world: World;
  beforeEach(() => {
    world = new World(guarded);
  });
  afterEach(() => {
    world.dispose();
  });

  it('takes one listener, gives it back, and leaves no global behind', () => {
    const window = world.open();
    const link = createIpcLink(window.bridge);
    expect([window.listening, 'electronTRPC' in globalThis]).toEqual([1, false]);
    link.dispose();
    expect(window.listening).toBe(0);
  });

  it('leaves neither timer nor listener of a signal behind, however a call ends', async () => {
    const clock = new ManualClock();
    const window = world.open();
    const client = world.client(window, clock);
    const abort = new AbortController();
    const options = { signal: abort.signal };
    await client.fixture.look.query({ connection, value: 1 }, options);
    world.engine.onRun = () => Promise.reject(new IntegrationError('conflict', 'No.'));
    await client.fixture.look.query({ connection, value: 1 }, options).catch(() => undefined);
    world.engine.onStream = () => streamOf([chunk(1)]);
    let over = false;
    client.fixture.feed.subscribe(
      { connection, value: 1 },
      {
        ...options,
        onComplete: () => {
          over = true;
        },
      },
    );
    await until('the stream ends', () => over);
    const sent = window.sent.length;
    expect(clock.pending).toBe(0);
    abort.abort();
    await turns();
    expect(window.sent).toHaveLength(sent);
  });

  it('refuses to send what is too large, with a sentence', async () => {
    const window = world.open();
    const refusal = await world
      .client(window)
      .fixture.change.mutate({ connection, value: 'x'.repeat(30_000_000) })
      .catch((error: unknown) => error);
    expect(integrationErrorOf(refusal)).toMatchObject({ category: 'too_large' });
    expect(window.sent).toEqual([]);
  });

  it('row 31: says so when a stream falls silent for longer than its contract allows', async () => {
    const clock = new ManualClock();
    const window = world.open();
    world.engine.onStream = async function* (request) {
      yield chunk(1);
      await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
    };
    const errors: unknown[] = [];
    let events = 0;
    world.client(window, clock).fixture.feed.subscribe(
      { connection, value: 1 },
      {
        onError: (error) => errors.push(error),
        onData: () => {
          events += 1;
        },
      },
    );
    await until('the first event arrives', () => events === 1);
    await clock.advance(60_000);
    expect(errors).toEqual([]);
    await clock.advance(10_000);
    expect(errors.map((error) => integrationErrorOf(error).category)).toEqual(['timeout_error']);
    await turns();
    expect(world.openCalls(window)).toBe(0);
  });

  it('takes an answer that had arrived while the computer slept', async () => {
    const clock = new ManualClock();
    const window = world.open();
    let end: (() => void) | undefined;
    world.engine.onRun = () =>
      new Promise((resolve) => {
        end = () => {
          resolve('late');
        };
      });
    const answer = world.client(window, clock).fixture.look.query({ connection, value: 1 });
    await until('the run begins', () => end !== undefined);
    await clock.advance(66_000);
    end?.();
    expect((await answer).data).toBe('late');
  });

  it('waits as long as the contract says, and for a person for ever', () => {
    for (const asking of ['app.pickFolder', 'app.saveDiagnostics', 'app.makeReport'])
      expect(waitingLimits(asking)).toEqual({ answerMs: null, silenceMs: null });
    expect(waitingLimits('events.all').silenceMs).toBeNull();
    expect(waitingLimits('runs.list').answerMs).toBe(65_000);
    expect(waitingLimits('fixture.look')).toEqual({ answerMs: 65_000, silenceMs: 65_000 });
    expect(waitingLimits('constructor.toString')).toEqual({ answerMs: 65_000, silenceMs: 65_000 });
  });

  it('makes an error of ours of whatever was caught', () => {
    const wiz = serializeError(new IntegrationError('not_found', 'Gone.'));
    expect(integrationErrorOf(wiz)).toEqual(wiz);
    expect(integrationErrorOf(new IntegrationError('not_found', 'Gone.'))).toEqual(wiz);
    for (const odd of [undefined, null, 'text', 5, {}, Object.freeze([])]) expect(integrationErrorOf(odd).category).toBe('internal_error');
  });
});
