import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntegrationError } from './integration-error.ts';
import { RateLimiter } from './rate-limiter.ts';
import { countedSignal, deferred, testCall, testEnv, type Deferred } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const longestPauseMs = 20_000;
const pauseMs = 3000;
const queue = 6;

type Ending = 'value' | 'error' | 'limited' | 'limited_for' | 'down' | 'down_for';

type Step =
  | { readonly do: 'call'; readonly cost: number; readonly deadlineMs: number | undefined }
  | { readonly do: 'end'; readonly which: number; readonly how: Ending; readonly ms: number }
  | { readonly do: 'abort'; readonly which: number }
  | { readonly do: 'advance' | 'asleep' | 'stepWall' | 'stepBack' | 'pause' | 'restart'; readonly ms: number }
  | { readonly do: 'observe'; readonly remaining: number; readonly ms: number };

const which = fc.nat(40);
const ms = fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 30_000 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      cost: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 9 })),
      deadlineMs: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which,
      how: fc.constantFrom<Ending[]>('value', 'value', 'error', 'limited', 'limited_for', 'down', 'down_for'),
      ms,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('abort' as const), which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('advance' as const), ms }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('asleep' as const, 'pause', 'restart', 'stepBack'), ms }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stepWall' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('observe' as const), remaining: fc.nat(6), ms }) },
);

interface Waiting {
  readonly id: number;
  readonly cost: number;
  readonly deadlineAt: number;
}

/** The rules once more, in the plainest form: a level that is moved along, and lists that are searched. */
class Model {
  readonly sent: { readonly id: number; readonly at: number; readonly cost: number }[] = [];
  readonly refused: { readonly id: number; readonly as: string }[] = [];
  readonly pauses: { readonly from: number; readonly until: number }[] = [];
  readonly underWay = new Map<number, number>();
  line: Waiting[] = [];
  allowances: { left: number; readonly until: number }[] = [];
  time = 0;
  level: number;
  levelAt = 0;
  pausedUntil = 0;
  strikes = 0;
  readonly msPerToken: number;
  readonly burst: number;

  constructor(msPerToken: number, burst: number) {
    this.msPerToken = msPerToken;
    this.burst = burst;
    this.level = burst;
  }

  waitFor(ahead: number, cost: number): number {
    if (this.time > this.levelAt) {
      this.level = Math.min(this.burst, this.level + (this.time - this.levelAt) / this.msPerToken);
      this.levelAt = this.time;
    }
    const refilled = this.levelAt + (ahead + Math.min(cost, this.burst) - this.level) * this.msPerToken;
    const windows = this.allowances.filter(({ left }) => left < ahead + cost).map(({ until }) => until);
    const wait = Math.max(refilled, this.pausedUntil, ...windows) - this.time;
    return wait < 0.005 ? 0 : wait;
  }

  /** Who slept through the deadline. */
  expire(): void {
    const late = this.line.filter(({ deadlineAt }) => deadlineAt <= this.time);
    this.line = this.line.filter(({ deadlineAt }) => deadlineAt > this.time);
    for (const { id } of late) this.refused.push({ id, as: 'overloaded' });
    this.admit();
  }

  call(id: number, cost: number, deadlineAt: number): void {
    const ahead = this.line.reduce((sum, waiting) => sum + waiting.cost, 0);
    if (this.line.length === 0 && this.waitFor(0, cost) === 0) this.#send(id, cost);
    else if (this.line.length >= queue) this.refused.push({ id, as: 'overloaded' });
    else if (this.time + this.waitFor(ahead, cost) >= deadlineAt) this.refused.push({ id, as: 'rate_limit_error' });
    else this.line.push({ id, cost, deadlineAt });
  }

  end(id: number, how: Ending, endMs: number): void {
    if (!this.underWay.delete(id)) return;
    if (how === 'value') this.strikes = 0;
    else if (how === 'limited_for' || how === 'down_for') this.pause(endMs);
    else if (how === 'limited' && this.pausedUntil <= this.time) {
      this.pause(pauseMs * 2 ** this.strikes);
      this.strikes += 1;
    }
  }

  pause(forMs: number): void {
    const until = this.time + Math.min(forMs, longestPauseMs);
    if (until <= this.pausedUntil) return;
    this.waitFor(0, 1);
    this.level = Math.min(1, this.level);
    this.levelAt = this.pausedUntil = until;
    this.pauses.push({ from: this.time, until });
    this.#review();
  }

  observe(remaining: number, resetMs: number): void {
    const underWay = [...this.underWay.values()].reduce((sum, cost) => sum + cost, 0);
    this.allowances = this.allowances.filter(({ until }) => until > this.time);
    this.allowances.push({ left: remaining - Math.max(0, underWay - 1), until: this.time + Math.min(resetMs, longestPauseMs) });
    this.#review();
  }

  abort(id: number): void {
    if (this.line.some((waiting) => waiting.id === id)) this.refused.push({ id, as: 'cancelled' });
    this.line = this.line.filter((waiting) => waiting.id !== id);
    this.admit();
  }

  /** Time passes, and everybody goes in the moment of their turn, or leaves in that of their deadline. */
  advance(passedMs: number): void {
    const end = this.time + passedMs;
    for (let head = this.line[0]; head !== undefined; head = this.line[0]) {
      const turn = this.time + this.waitFor(0, head.cost);
      const deadlineAt = Math.min(...this.line.map((waiting) => waiting.deadlineAt));
      if (Math.min(turn, deadlineAt) > end) break;
      this.time = Math.min(turn, deadlineAt);
      if (turn <= deadlineAt) this.admit();
      else this.expire();
    }
    this.time = end;
  }

  admit(): void {
    for (let head = this.line[0]; head !== undefined && this.waitFor(0, head.cost) === 0; head = this.line[0]) {
      this.line.shift();
      if (head.deadlineAt > this.time) this.#send(head.id, head.cost);
      else this.refused.push({ id: head.id, as: 'overloaded' });
    }
  }

  #send(id: number, cost: number): void {
    this.level -= cost;
    this.underWay.set(id, cost);
    for (const allowance of this.allowances) allowance.left -= cost;
    this.sent.push({ id, at: this.time, cost });
  }

  #review(): void {
    let ahead = 0;
    this.line = this.line.filter(({ id, cost, deadlineAt }) => {
      const inVain = this.time + this.waitFor(ahead, cost) >= deadlineAt;
      if (inVain) this.refused.push({ id, as: 'rate_limit_error' });
      else ahead += cost;
      return !inVain;
    });
    this.admit();
  }
}

function errorFor(how: Ending, retryAfterMs: number): Error {
  if (how === 'limited') return new IntegrationError('rate_limit_error', 'No.');
  if (how === 'limited_for') return new IntegrationError('rate_limit_error', 'No.', { retryAfterMs });
  if (how === 'down') return new IntegrationError('service_unavailable', 'No.');
  if (how === 'down_for') return new IntegrationError('service_unavailable', 'No.', { retryAfterMs });
  return new Error('No.');
}

describe('RateLimiter, whatever happens in whatever order', () => {
  it('does what the model does, stays within its budget in every window, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(10, 100, 1000),
        fc.integer({ min: 1, max: 6 }),
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (msPerToken, burst, steps) => {
          const options = { perMinute: 60_000 / msPerToken, burst, queue, pauseMs, longestPauseMs };
          let clock = new ManualClock();
          let limiter = new RateLimiter(testEnv(clock), options);
          const model = new Model(msPerToken, burst);
          /** What the time of the clock at hand is ahead of that of the model: it starts anew with a process, and may step back. */
          let shiftMs = 0;
          let firstOfProcess = 0;
          let observed = 0;
          const sent: { readonly id: number; readonly at: number; readonly cost: number }[] = [];
          const refused: { readonly id: number; readonly as: string }[] = [];
          const calls: { readonly work: Deferred<number>; readonly caller: ReturnType<typeof countedSignal> }[] = [];

          /** No turn ever falls on the very moment of another step, for the two sides round differently. */
          const tick = async (): Promise<void> => {
            await clock.advance(0.01);
            model.advance(0.01);
          };
          const call = (cost: number, deadlineMs: number | undefined): void => {
            const id = calls.length;
            const work = deferred<number>();
            const caller = countedSignal();
            calls.push({ work, caller });
            const deadlineAt = deadlineMs === undefined ? undefined : clock.now() + deadlineMs + 0.005;
            limiter
              .policy(
                () => {
                  sent.push({ id, at: clock.now() - shiftMs, cost });
                  return work.promise;
                },
                testCall({ signal: caller.signal, cost, deadlineAt }),
              )
              .catch((error: unknown) => {
                if (!sent.some((other) => other.id === id) && error instanceof IntegrationError) refused.push({ id, as: error.category });
              });
            model.call(id, cost, deadlineAt === undefined ? Infinity : deadlineAt - shiftMs);
          };
          const end = (id: number, how: Ending, retryAfterMs: number): void => {
            if (id < firstOfProcess || !model.underWay.has(id)) return;
            if (how === 'value') calls[id]?.work.resolve(id);
            else calls[id]?.work.reject(errorFor(how, retryAfterMs));
            model.end(id, how, retryAfterMs);
          };
          const abort = (id: number): void => {
            calls[id]?.caller.abort();
            model.abort(id);
          };
          /** To the model a restart is nothing but time that passes. */
          const restart = async (outMs: number): Promise<void> => {
            for (const { id } of [...model.line]) abort(id);
            await settle();
            const stored: unknown = JSON.parse(JSON.stringify(limiter.snapshot()));
            clock = new ManualClock(clock.wallNow() + outMs);
            limiter = new RateLimiter(testEnv(clock), options);
            expect(limiter.restore(stored)).toBe(true);
            model.time += outMs;
            model.underWay.clear();
            model.strikes = 0;
            shiftMs = -model.time;
            firstOfProcess = calls.length;
          };
          const run = async (current: Step): Promise<void> => {
            switch (current.do) {
              case 'call':
                call(current.cost, current.deadlineMs);
                break;
              case 'end':
                end(current.which % Math.max(1, calls.length), current.how, current.ms);
                break;
              case 'abort':
                abort(current.which % Math.max(1, calls.length));
                break;
              case 'advance':
                await clock.advance(current.ms);
                model.advance(current.ms);
                break;
              case 'asleep':
                await clock.asleep(current.ms);
                model.time += current.ms;
                model.admit();
                model.expire();
                break;
              case 'stepWall':
                clock.stepWall(current.ms);
                break;
              case 'stepBack':
                // Who waits has a timer, and that is the clock's own business.
                if (model.line.length > 0) break;
                await clock.advance(-current.ms);
                shiftMs -= current.ms;
                break;
              case 'pause':
                limiter.pause(current.ms);
                model.pause(current.ms);
                break;
              case 'observe':
                // So many windows are kept in mind; the model keeps them all.
                observed += 1;
                if (observed > 8) break;
                limiter.observe({ remaining: current.remaining, resetMs: current.ms });
                model.observe(current.remaining, current.ms);
                break;
              case 'restart':
                await restart(current.ms);
                break;
            }
          };
          const check = (): void => {
            expect(sent.map(({ id }) => id)).toEqual(model.sent.map(({ id }) => id));
            for (const [index, { at }] of model.sent.entries()) expect(Math.abs((sent[index]?.at ?? NaN) - at)).toBeLessThan(0.01);
            expect(limiter.waiting).toBe(model.line.length);
            // One for the first in line, and one for each deadline.
            const deadlines = model.line.filter(({ deadlineAt }) => deadlineAt < Infinity).length;
            expect(clock.pending).toBe(model.line.length > 0 ? 1 + deadlines : 0);
            const ahead = model.line.reduce((sum, { cost }) => sum + cost, 0);
            expect(Math.abs(limiter.waitMs - model.waitFor(ahead, 1))).toBeLessThan(0.01);
            const listening = calls.flatMap(({ caller }, id) => (caller.listeners() > 0 ? [id] : []));
            expect(listening).toEqual(model.line.map(({ id }) => id));
          };

          for (const current of steps) {
            await tick();
            check();
            await run(current);
            await settle();
            check();
          }
          for (const [id] of calls.entries()) abort(id);
          for (const [id] of calls.entries()) end(id, 'value', 0);
          await settle();
          check();
          expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
          const byId = (some: { readonly id: number }, other: { readonly id: number }): number => some.id - other.id;
          expect(refused.sort(byId)).toEqual(model.refused.sort(byId));

          // Laws that need no model, only what was sent when.
          for (const [first, { at: from }] of sent.entries()) {
            let sum = 0;
            for (const { at, cost } of sent.slice(first)) {
              sum += cost;
              // Only the last of a window may be dearer than the burst, for afterwards it is paid off.
              expect(sum).toBeLessThanOrEqual(Math.max(burst, cost) + (at - from) / msPerToken + 0.01);
            }
          }
          const pausedAt = (at: number): boolean => model.pauses.some(({ from, until }) => at > from + 0.005 && at < until - 0.005);
          expect(sent.filter(({ at }) => pausedAt(at))).toEqual([]);
          expect(sent.map(({ id }) => id)).toEqual(sent.map(({ id }) => id).sort((some, other) => some - other));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never sends more than the other side said remains, however late and in whatever order its answers come', async () => {
    const serverStep = fc.record({
      do: fc.constantFrom('send' as const, 'send', 'count', 'count', 'answer', 'answer', 'foreign', 'pass'),
      which: fc.nat(20),
      ms: fc.integer({ min: 1, max: 6000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.array(serverStep, { maxLength: 60, size: 'max' }), async (limit, steps) => {
        const clock = new ManualClock();
        const limiter = new RateLimiter(testEnv(clock), { perMinute: 600_000, burst: 1000 });
        /** Its window is ten seconds long, and ends by its own clock, whatever we think. */
        const windowMs = 10_000;
        const used = new Map<number, number>();
        const windowNow = (): number => Math.floor(clock.now() / windowMs);
        interface Sent {
          readonly at: number;
          readonly work: Deferred<undefined>;
          countedAt?: number;
          said?: { readonly remaining: number; readonly resetMs: number };
        }
        const onTheWay: Sent[] = [];
        /** What was told: from here to the end of that window no more than this may start. */
        const promises: { readonly until: number; left: number }[] = [];
        let broken = 0;
        for (const current of steps) {
          if (current.do === 'send') {
            limiter
              .policy(() => {
                const work = deferred<undefined>();
                onTheWay.push({ at: clock.now(), work });
                for (const promise of promises) {
                  if (clock.now() >= promise.until) continue;
                  promise.left -= 1;
                  if (promise.left < 0) broken += 1;
                }
                return work.promise;
              }, testCall())
              .catch(() => undefined);
          } else if (current.do === 'foreign') {
            used.set(windowNow(), (used.get(windowNow()) ?? 0) + 1);
          } else if (current.do === 'count') {
            const uncounted = onTheWay.filter(({ said }) => said === undefined);
            const sent = uncounted[current.which % Math.max(1, uncounted.length)];
            if (sent !== undefined) {
              const total = (used.get(windowNow()) ?? 0) + 1;
              used.set(windowNow(), total);
              sent.countedAt = clock.now();
              sent.said = { remaining: Math.max(0, limit - total), resetMs: (windowNow() + 1) * windowMs - clock.now() };
            }
          } else if (current.do === 'answer') {
            const counted = onTheWay.filter(({ said }) => said !== undefined);
            const sent = counted[current.which % Math.max(1, counted.length)];
            if (sent?.said !== undefined && sent.countedAt !== undefined) {
              const { countedAt, said } = sent;
              limiter.observe(said);
              // What is on the way and was not counted when this was said comes off it.
              const uncounted = onTheWay.filter((other) => other.countedAt === undefined || other.countedAt > countedAt).length;
              promises.push({ until: countedAt + said.resetMs, left: Math.max(0, said.remaining - uncounted) });
              onTheWay.splice(onTheWay.indexOf(sent), 1);
              sent.work.resolve(undefined);
            }
          } else {
            await clock.advance(current.ms);
          }
          await settle();
          expect(broken).toBe(0);
        }
        // Nothing gets stuck: who waits goes when the last window told of is over.
        await clock.advance(windowMs + 60_000);
        expect(limiter.waiting).toBe(0);
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
