import { IntegrationError } from '@wiz/core';
import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, type DeskWorld } from './testing/desk-world.ts';
import { RunId, type RunDetail, type TimelineEntry } from './types/index.ts';

/** The journal's row of a run. */
function row({ store }: DeskWorld, id: RunId | undefined): RunDetail {
  const run = id === undefined ? undefined : store.rows.get(id);
  if (run === undefined) throw new Error('no such run');
  return run;
}

const waits = (run: RunDetail): TimelineEntry[] => run.timeline.filter(({ type }) => type === 'wait');

describe('what a run waits for is in the journal:', () => {
  it('the budget, with the expected end and the end', async () => {
    const made = await connectedDesk();
    const runs = Array.from({ length: 21 }, () => made.engine.run({ connection: made.id, operation: 'put', input: {} }));
    await made.clock.advance(1000);
    const answers = await Promise.all(runs);
    expect(waits(row(made, (await runs[0])?.runId))).toEqual([]);
    const last = row(made, answers[20]?.runId);
    expect(waits(last)).toMatchObject([{ reason: 'rate_limit', startedAtMs: 0, untilMs: 1000, durationMs: 1000 }]);
    expect(last.durationMs).toBe(1000);
  });

  it('a slot, which nobody knows the end of', async () => {
    const made = await connectedDesk();
    const work = deferred<undefined>();
    made.answer = () => work.promise;
    const runs = Array.from({ length: 5 }, () => made.engine.run({ connection: made.id, operation: 'put', input: {} }));
    await made.clock.advance(300);
    const waiting = [...made.store.rows.values()].at(-1);
    // While it lasts, too.
    expect((await made.engine.runs.get(RunId.parse(waiting?.id))).timeline).toMatchObject([
      { type: 'attempt', durationMs: null },
      { type: 'wait', reason: 'slot', startedAtMs: 0, untilMs: null, durationMs: null },
    ]);
    work.resolve(undefined);
    await Promise.all(runs);
    expect(waits(row(made, waiting?.id))).toMatchObject([{ reason: 'slot', durationMs: 300 }]);
  });

  it('the pause that the system asked for, for who was refused and for who stood in line', async () => {
    const made = await connectedDesk();
    let refused = false;
    made.answer = () => {
      if (refused) return Promise.resolve();
      refused = true;
      return Promise.reject(new IntegrationError('rate_limit_error', 'Wait.', { retryAfterMs: 20_000 }));
    };
    const first = made.engine.run({ connection: made.id, operation: 'list', input: {} });
    await settle();
    const second = made.engine.run({ connection: made.id, operation: 'put', input: {} });
    await made.clock.advance(25_000);
    expect(waits(row(made, (await first).runId))).toMatchObject([
      { reason: 'pause', startedAtMs: 0, untilMs: 20_500, durationMs: 20_500 },
      { reason: 'rate_limit', startedAtMs: 20_500, untilMs: 21_000, durationMs: 500 },
    ]);
    expect(waits(row(made, (await second).runId))).toMatchObject([
      { reason: 'pause', startedAtMs: 0, untilMs: 20_000, durationMs: 20_000 },
    ]);
  });

  it('a pause that began while it stood in line', async () => {
    const made = await connectedDesk();
    const works = Array.from({ length: 4 }, () => deferred<undefined>());
    let begun = 0;
    made.answer = () => works[begun++]?.promise ?? Promise.resolve();
    const runs = Array.from({ length: 5 }, () => made.engine.run({ connection: made.id, operation: 'put', input: {} }));
    for (const run of runs) run.catch(() => undefined);
    await made.clock.advance(100);
    works[0]?.reject(new IntegrationError('rate_limit_error', 'Wait.', { retryAfterMs: 3000, retryable: false }));
    works.slice(1).forEach(({ resolve }) => resolve(undefined));
    await made.clock.advance(5000);
    const last = await runs[4];
    expect(waits(row(made, last?.runId))).toMatchObject([
      { reason: 'slot', startedAtMs: 0, durationMs: 100 },
      { reason: 'pause', startedAtMs: 100, untilMs: 3100, durationMs: 3000 },
    ]);
  });

  it('the connection, for which a keychain may ask the person', async () => {
    const made = await connectedDesk();
    const open = made.vault.open.bind(made.vault);
    made.vault.open = async (sealed) => {
      await made.clock.sleep(700);
      return open(sealed);
    };
    const running = made.engine.run({ connection: made.id, operation: 'put', input: {} });
    await made.clock.advance(700);
    expect(row(made, (await running).runId).timeline).toMatchObject([
      { type: 'wait', reason: 'connection', startedAtMs: 0, durationMs: 700 },
      { type: 'attempt', startedAtMs: 700 },
    ]);
  });
});

describe('a read that joins another', () => {
  it('says whose answer it waited for, and has that one’s attempts, the later ones too', async () => {
    const made = await connectedDesk();
    const work = deferred<undefined>();
    made.answer = () => (made.lists.length === 1 ? work.promise : Promise.resolve());
    const first = made.engine.run({ connection: made.id, operation: 'list', input: {} });
    await made.clock.advance(100);
    const second = made.engine.run({ connection: made.id, operation: 'list', input: {} });
    await settle();
    work.reject(new IntegrationError('network_error', 'Lost.'));
    await made.clock.advance(2000);
    const [leader, joiner] = await Promise.all([first, second]);
    expect(joiner).toMatchObject({ attempts: 2, cached: false });
    expect(made.lists).toHaveLength(2);
    const { correlationId, timeline } = row(made, leader.runId);
    expect(timeline).toMatchObject([{ attempt: 1 }, { reason: 'retry', startedAtMs: 100 }, { attempt: 2 }]);
    expect(row(made, joiner.runId).timeline).toMatchObject([
      { type: 'joined', run: leader.runId, correlationId },
      { attempt: 1, startedAtMs: -100, durationMs: 100, category: 'network_error' },
      { reason: 'retry', startedAtMs: 0, durationMs: 500 },
      { attempt: 2, startedAtMs: 500, category: null },
    ]);
  });

  it('goes on hearing of it when the other run is cancelled, and nothing more once it has left itself', async () => {
    const made = await connectedDesk();
    const works = [deferred<undefined>(), deferred<undefined>()];
    made.answer = () => works[made.lists.length - 1]?.promise ?? Promise.resolve();
    const [cancelFirst, cancelThird] = [new AbortController(), new AbortController()];
    const run = (signal?: AbortSignal) => made.engine.run({ connection: made.id, operation: 'list', input: {}, signal });
    const first = run(cancelFirst.signal).catch(() => undefined);
    await settle();
    const second = run();
    const third = run(cancelThird.signal).catch(() => undefined);
    await settle();
    cancelFirst.abort();
    cancelThird.abort();
    await Promise.all([first, third]);
    works[0]?.reject(new IntegrationError('network_error', 'Lost.'));
    await made.clock.advance(1000);
    works[1]?.resolve(undefined);
    const { attempts, runId } = await second;
    expect(attempts).toBe(2);
    expect(row(made, runId).timeline).toMatchObject([
      { type: 'joined' },
      { attempt: 1, category: 'network_error' },
      { reason: 'retry' },
      { attempt: 2, category: null },
    ]);
    const left = [...made.store.rows.values()].filter(({ state }) => state === 'cancelled').at(-1);
    expect(left?.timeline).toMatchObject([{ type: 'joined' }, { attempt: 1, durationMs: null }]);
  });

  it('is told apart by its own correlation id, and two at once may not share one', async () => {
    const made = await connectedDesk();
    const work = deferred<undefined>();
    made.answer = () => work.promise;
    const runs = [1, 2].map(() => made.engine.run({ connection: made.id, operation: 'put', input: {}, correlationId: 'click' }));
    await settle();
    work.resolve(undefined);
    const [first, second] = await Promise.all(runs);
    expect(row(made, first?.runId)).toMatchObject({ correlationId: 'click', attempts: 1 });
    expect(row(made, second?.runId)).toMatchObject({ attempts: 1 });
    expect(row(made, second?.runId).correlationId).not.toBe('click');
  });
});
