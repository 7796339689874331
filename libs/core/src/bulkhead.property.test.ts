import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bulkhead } from './bulkhead.ts';
import { countedSignal, deferred, testCall, testEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

type Step =
  | { readonly do: 'call'; readonly held: number; readonly throws: boolean }
  | { readonly do: 'end' | 'fail' | 'abort' | 'endHeld'; readonly which: number };

const which = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('call' as const), held: fc.nat(2), throws: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('end', 'fail', 'abort', 'endHeld'), which }) },
);

/** What the model knows of a call: where it is, and how many promises still hold its slot. */
interface Known {
  state: 'waiting' | 'running' | 'answered' | 'over' | 'refused';
  readonly throws: boolean;
  readonly holds: number;
  heldLeft: number;
}

/** The rules in their simplest form: a list, and a count over it. */
class Model {
  readonly calls: Known[] = [];
  readonly started: number[] = [];
  readonly limit: number;
  readonly queue: number;

  constructor(limit: number, queue: number) {
    this.limit = limit;
    this.queue = queue;
  }

  count(...states: Known['state'][]): number {
    return this.calls.filter(({ state }) => states.includes(state)).length;
  }

  call(holds: number, throws: boolean): void {
    const full = this.count('running', 'answered') >= this.limit;
    const state = full && this.count('waiting') >= this.queue ? 'refused' : 'waiting';
    this.calls.push({ state, throws, holds, heldLeft: 0 });
    this.fill();
  }

  fill(): void {
    while (this.count('running', 'answered') < this.limit) {
      const index = this.calls.findIndex(({ state }) => state === 'waiting');
      const next = this.calls[index];
      if (next === undefined) return;
      this.started.push(index);
      next.heldLeft = next.throws ? 0 : next.holds;
      next.state = next.throws ? 'over' : 'running';
    }
  }

  end(index: number): void {
    const call = this.calls[index];
    if (call?.state !== 'running') return;
    call.state = call.heldLeft > 0 ? 'answered' : 'over';
    this.fill();
  }

  endHeld(index: number): void {
    const call = this.calls[index];
    if (call === undefined || call.heldLeft === 0) return;
    call.heldLeft -= 1;
    if (call.state === 'answered' && call.heldLeft === 0) call.state = 'over';
    this.fill();
  }

  abort(index: number): void {
    const call = this.calls[index];
    if (call?.state === 'waiting') call.state = 'over';
  }
}

describe('Bulkhead, whatever happens in whatever order', () => {
  it('never runs more than its limit, keeps the order, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.nat(4),
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (limit, queue, steps) => {
          const bulkhead = new Bulkhead(testEnv(new ManualClock()), { limit, queue });
          const model = new Model(limit, queue);
          const started: number[] = [];
          const handles: {
            readonly work: ReturnType<typeof deferred<number>>;
            readonly held: ReturnType<typeof deferred<number>>[];
            readonly caller: ReturnType<typeof countedSignal>;
            readonly outcome: Promise<string>;
          }[] = [];
          const call = (holds: number, throws: boolean): void => {
            const index = handles.length;
            const work = deferred<number>();
            const held = Array.from({ length: holds }, () => deferred<number>());
            const caller = countedSignal();
            const answer = bulkhead.policy(
              ({ hold }) => {
                started.push(index);
                if (throws) throw new TypeError('a bug');
                for (const { promise } of held) hold?.(promise);
                return work.promise;
              },
              testCall({ signal: caller.signal }),
            );
            handles.push({
              work,
              held,
              caller,
              outcome: answer.then(
                () => 'value',
                () => 'error',
              ),
            });
            model.call(holds, throws);
          };
          const check = (): void => {
            expect(bulkhead.running).toBeLessThanOrEqual(limit);
            expect([bulkhead.running, bulkhead.waiting]).toEqual([model.count('running', 'answered'), model.count('waiting')]);
            expect(started).toEqual(model.started);
            const listening = handles.map(({ caller }) => caller.listeners());
            expect(listening).toEqual(model.calls.map(({ state }) => (state === 'waiting' ? 1 : 0)));
          };
          const act = (index: number, action: 'end' | 'fail' | 'abort' | 'endHeld'): void => {
            const handle = handles[index];
            if (handle === undefined) return;
            if (action === 'abort') {
              handle.caller.abort();
              model.abort(index);
            } else if (action === 'endHeld') {
              const known = model.calls[index];
              if (known !== undefined && known.heldLeft > 0) handle.held[known.heldLeft - 1]?.resolve(1);
              model.endHeld(index);
            } else if (model.calls[index]?.state === 'running') {
              if (action === 'end') handle.work.resolve(1);
              else handle.work.reject(new Error('failed'));
              model.end(index);
            }
          };
          for (const current of steps) {
            if (current.do === 'call') call(current.held, current.throws);
            else act(current.which % Math.max(1, handles.length), current.do);
            await settle();
            check();
          }
          for (const [index] of handles.entries()) act(index, 'abort');
          for (const [index, { held }] of handles.entries()) {
            act(index, 'end');
            held.forEach(() => {
              act(index, 'endHeld');
            });
          }
          await settle();
          check();
          expect([bulkhead.running, bulkhead.waiting]).toEqual([0, 0]);
          await Promise.all(handles.map(({ outcome }) => outcome));
        },
      ),
      { numRuns: 200 },
    );
  });
});
