import { describe, expect, it } from 'vitest';
import { Admission } from './admission.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { WaitingLine } from './waiting-line.ts';

function setUp() {
  const left: string[] = [];
  const line = new WaitingLine<string>(new ManualClock(), (ticket) => left.push(`${ticket}, ${String(line.size)} wait`));
  const begun: string[] = [];
  const join = (ticket: string) => {
    const { signal, abort, listeners } = countedSignal();
    const answer = line.join({ signal }, ticket, () => {
      begun.push(ticket);
      return Promise.resolve(`answer of ${ticket}`);
    });
    answer.catch(() => undefined);
    return { answer, abort, listeners };
  };
  const admitAll = (): string[] => {
    while (line.size > 0) line.admit();
    return begun;
  };
  return { line, left, begun, join, admitAll };
}

describe('WaitingLine', () => {
  it('is empty at first, and admitting nobody does nothing', () => {
    const { line } = setUp();
    expect(line.admit()).toBe(false);
    expect(line.size).toBe(0);
    expect(line.first).toBeUndefined();
  });

  it('admits in the order of joining', async () => {
    const { line, begun, join } = setUp();
    const places = ['a', 'b', 'c'].map(join);
    expect(line.size).toBe(3);
    expect(line.first).toBe('a');
    line.admit();
    expect([line.size, line.first, begun]).toEqual([2, 'b', ['a']]);
    line.admit();
    line.admit();
    expect([line.size, line.first, begun]).toEqual([0, undefined, ['a', 'b', 'c']]);
    await expect(Promise.all(places.map(({ answer }) => answer))).resolves.toEqual(['answer of a', 'answer of b', 'answer of c']);
    expect(places.map(({ listeners }) => listeners())).toEqual([0, 0, 0]);
  });

  it('begins within the admission, so that an abort right after it meets the work and not the line', async () => {
    const { line, left, begun, join } = setUp();
    const { answer, abort } = join('a');
    line.admit();
    expect(begun).toEqual(['a']);
    abort();
    await expect(answer).resolves.toBe('answer of a');
    expect(left).toEqual([]);
    expect(line.size).toBe(0);
  });

  it('settles as the work does', async () => {
    const line = new WaitingLine<undefined>(new ManualClock());
    const answer = line.join({ signal: new AbortController().signal }, undefined, () => Promise.reject(new Error('no luck')));
    line.admit();
    await expect(answer).rejects.toThrow('no luck');
  });

  it.each([
    ['the first', 0, ['b', 'c']],
    ['one in the middle', 1, ['a', 'c']],
    ['the last', 2, ['a', 'b']],
  ])('lets %s leave at once when aborted, and says so once the place is free', async (_who, index, rest) => {
    const { line, left, join, admitAll } = setUp();
    const places = ['a', 'b', 'c'].map(join);
    places[index]?.abort();
    expect(line.size).toBe(2);
    expect(line.first).toBe(rest[0]);
    expect(left).toEqual([`${['a', 'b', 'c'][index] ?? ''}, 2 wait`]);
    await expect(places[index]?.answer).rejects.toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(places[index]?.listeners()).toBe(0);
    join('d');
    expect(admitAll()).toEqual([...rest, 'd']);
  });

  it('rejects with the reason of the abort where that is one of our errors', async () => {
    const { join } = setUp();
    const { answer, abort } = join('a');
    const reason = new IntegrationError('conflict', 'Somebody else was quicker.');
    abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('rejects as overloaded, with the reason as its cause, when the time was over before the turn came', async () => {
    const { join } = setUp();
    const { answer, abort } = join('a');
    const reason = new IntegrationError('timeout_error', 'Too slow.');
    abort(reason);
    const sentence = 'Its turn did not come in time, so nothing was sent. Try again in a moment.';
    await expect(answer).rejects.toMatchObject({ category: 'overloaded', message: sentence, retryable: false, cause: reason });
  });

  it('sends away whose deadline has come, and nobody else, and keeps no timer', async () => {
    const clock = new ManualClock();
    const left: number[] = [];
    const line = new WaitingLine<number>(clock, (ticket) => left.push(ticket));
    const answers = [undefined, 100, 200].map((deadlineAt, ticket) =>
      line.join({ signal: new AbortController().signal, deadlineAt }, ticket, () => Promise.resolve(ticket)),
    );
    for (const answer of answers) answer.catch(() => undefined);
    expect(clock.pending).toBe(2);
    await clock.advance(99);
    expect(left).toEqual([]);
    await clock.advance(1);
    expect([left, line.size]).toEqual([[1], 2]);
    await expect(answers[1]).rejects.toMatchObject({ category: 'overloaded', retryable: false });
    line.admit();
    line.admit();
    await expect(Promise.all([answers[0], answers[2]])).resolves.toEqual([0, 2]);
    expect(clock.pending).toBe(0);
  });

  it('empties at once when the admission of those in it ends, and leaves no listener', async () => {
    const line = new WaitingLine<number>(new ManualClock());
    const admission = new Admission();
    const callers = [1, 2, 3].map((ticket) => {
      const { signal, listeners } = countedSignal();
      const answer = line.join({ signal, admission }, ticket, () => Promise.resolve(ticket));
      answer.catch(() => undefined);
      return { answer, listeners };
    });
    line.admit();
    const reason = new IntegrationError('circuit_open', 'Closed.');
    admission.end(reason);
    expect(line.size).toBe(0);
    const [first, ...others] = callers;
    await expect(first?.answer).resolves.toBe(1);
    for (const { answer } of others) await expect(answer).rejects.toBe(reason);
    expect(callers.map(({ listeners }) => listeners())).toEqual([0, 0, 0]);
  });

  it('admits nobody whose deadline has come this very moment, and somebody whose has not', async () => {
    let now = 0;
    const clock = new ManualClock();
    clock.now = () => now;
    const line = new WaitingLine<number>(clock);
    const signal = new AbortController().signal;
    const answers = [10, 11].map((deadlineAt) => line.join({ signal, deadlineAt }, deadlineAt, () => Promise.resolve(deadlineAt)));
    for (const answer of answers) answer.catch(() => undefined);
    now = 10;
    expect([line.admit(), line.admit()]).toEqual([false, true]);
    await expect(answers[0]).rejects.toMatchObject({ category: 'overloaded', retryable: false });
    await expect(answers[1]).resolves.toBe(11);
  });

  it('admits nobody whose signal has aborted this very moment, and says so', async () => {
    const admission = new Admission();
    const begun: number[] = [];
    const admitted: boolean[] = [];
    // The first to leave makes room for the second, whose own listener has not been called yet.
    const line = new WaitingLine<number>(new ManualClock(), () => admitted.push(line.admit()));
    const answers = [1, 2].map((ticket) =>
      line.join({ signal: new AbortController().signal, admission }, ticket, async () => begun.push(ticket)),
    );
    for (const answer of answers) answer.catch(() => undefined);
    const reason = new IntegrationError('circuit_open', 'Closed.');
    admission.end(reason);
    for (const answer of answers) await expect(answer).rejects.toBe(reason);
    expect([begun, admitted]).toEqual([[], [false]]);
  });

  it('goes on after it has been empty', () => {
    const { line, join, admitAll } = setUp();
    join('a').abort();
    expect([line.size, line.first]).toEqual([0, undefined]);
    join('b');
    expect(admitAll()).toEqual(['b']);
    join('c');
    expect(admitAll()).toEqual(['b', 'c']);
  });

  it('sends away those for whom there is an error, from the first to the last, and keeps the others in order', async () => {
    const { line, left, join, admitAll } = setUp();
    const places = ['a', 'b', 'c', 'd', 'e'].map(join);
    const asked: string[] = [];
    line.refuse((ticket) => {
      asked.push(ticket);
      return ['a', 'c', 'e'].includes(ticket) ? new Error(`no ${ticket}`) : undefined;
    });
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect([line.size, line.first]).toEqual([2, 'b']);
    const results = await Promise.allSettled(places.filter((_, index) => index % 2 === 0).map(({ answer }) => answer));
    expect(results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'sent'))).toEqual([
      'Error: no a',
      'Error: no c',
      'Error: no e',
    ]);
    expect(places.map(({ listeners }) => listeners())).toEqual([0, 1, 0, 1, 0]);
    expect(left).toEqual([]);
    expect(admitAll()).toEqual(['b', 'd']);
  });

  it('needs nobody who wants to know of aborts', async () => {
    const line = new WaitingLine<undefined>(new ManualClock());
    const { signal, abort } = countedSignal();
    const answer = line.join({ signal }, undefined, () => Promise.resolve(1));
    abort();
    await expect(answer).rejects.toMatchObject({ category: 'cancelled' });
    await settle();
    expect(line.size).toBe(0);
  });
});
