import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
import { Env } from './env.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

type Ending = 'success' | 'failure' | 'neutral' | 'bug';

const settings = {
  failures: fc.integer({ min: 1, max: 4 }),
  ratio: fc.option(
    fc.record({ threshold: fc.constantFrom(0.3, 0.5, 1), minimum: fc.integer({ min: 1, max: 6 }), windowMs: fc.constant(1000) }),
    { nil: undefined },
  ),
  slowMs: fc.option(fc.constant(150), { nil: undefined }),
  openMs: fc.constantFrom(100, 400),
  longestOpenMs: fc.constant(1000),
  jitter: fc.constantFrom(0, 0.5),
  probeMs: fc.constantFrom(80, 300),
};

type Settings = { [K in keyof typeof settings]: (typeof settings)[K] extends fc.Arbitrary<infer T> ? T : never };

const ending = fc.constantFrom<Ending>('success', 'failure', 'failure', 'failure', 'neutral', 'bug');
const ms = fc.oneof(fc.nat(60), fc.constantFrom(80, 100, 150, 151, 300, 400), fc.nat(1500));
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('call' as const), ending }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const), wanted: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), pick: fc.nat(100), ending }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('abort' as const), pick: fc.nat(100), ours: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('advance' as const, 'asleep' as const), ms }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stepWall' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'close' as const, 'reset' as const, 'restart' as const) }) },
);

interface ModelCall {
  readonly era: number;
  readonly startedAt: number;
  readonly probe: boolean;
}

/**
 * The rules in prose, kept as plainly as possible: everything that counted is remembered in a list, and every question
 * is answered by looking through it. An era is the time between two changes of state.
 */
class Model {
  era = 0;
  openUntil: number | undefined;
  probe: { readonly until: number } | undefined;
  growth = 0;
  inARow = 0;
  log: { readonly at: number; readonly failed: boolean }[] = [];
  readonly events: string[] = [];
  readonly #settings: Settings;
  readonly #random: number;

  constructor(settings: Settings, random: number) {
    this.#settings = settings;
    this.#random = random;
  }

  get state(): string {
    return this.probe !== undefined ? 'half_open' : this.openUntil === undefined ? 'closed' : 'open';
  }

  retryInMs(now: number): number | null {
    const moment = this.probe?.until ?? this.openUntil ?? now;
    return moment === Infinity ? null : Math.max(0, moment - now);
  }

  /** The call when it may go. */
  enter(now: number, wanted: boolean): ModelCall | undefined {
    if (this.openUntil === undefined) return { era: this.era, startedAt: now, probe: false };
    const mayGo = this.probe === undefined ? now >= this.openUntil || (wanted && this.openUntil !== Infinity) : now >= this.probe.until;
    if (!mayGo) return undefined;
    this.change();
    this.probe = { until: now + this.#settings.probeMs };
    this.events.push('circuit_probe');
    return { era: this.era, startedAt: now, probe: true };
  }

  end(call: ModelCall, ending: Ending, now: number): void {
    if (call.era !== this.era) return;
    const { slowMs } = this.#settings;
    const slow = ending === 'success' && slowMs !== undefined && now - call.startedAt > slowMs;
    if (ending === 'failure' || slow) this.fail(now);
    else if (ending === 'success') this.succeed(now);
    else if (call.probe) {
      this.change();
      this.probe = undefined;
    }
  }

  succeed(now: number): void {
    this.inARow = 0;
    if (this.probe !== undefined) this.close();
    else this.log.push({ at: now, failed: false });
  }

  fail(now: number): void {
    const { failures, ratio, openMs, longestOpenMs, jitter } = this.#settings;
    this.inARow += 1;
    this.log.push({ at: now, failed: true });
    if (this.probe === undefined && this.inARow < failures) {
      if (ratio === undefined) return;
      const slice = (at: number): number => Math.floor(at / (ratio.windowMs / 10));
      const recent = this.log.filter(({ at }) => slice(at) > slice(now) - 10);
      const share = recent.filter(({ failed }) => failed).length / recent.length;
      // Both sides round: 0.3 × 10 is not quite 3.
      if (recent.length < ratio.minimum || share < ratio.threshold - 1e-12) return;
    }
    this.change();
    this.probe = undefined;
    this.openUntil = now + Math.min(longestOpenMs, openMs * 2 ** this.growth) * (1 + jitter * this.#random);
    this.growth += 1;
    this.events.push('circuit_opened');
  }

  open(): void {
    this.change();
    this.probe = undefined;
    this.openUntil = Infinity;
    this.events.push('circuit_opened');
  }

  close(): void {
    if (this.openUntil !== undefined) this.events.push('circuit_closed');
    this.change();
    this.probe = undefined;
    this.openUntil = undefined;
    this.growth = 0;
    this.inARow = 0;
  }

  /** A new process: what is under way is gone, what counted in a row and the time open are kept. */
  restart(now: number): void {
    const { failures, longestOpenMs, jitter } = this.#settings;
    this.change();
    this.probe = undefined;
    if (this.openUntil === undefined) this.inARow = Math.min(this.inARow, failures - 1);
    else if (this.openUntil !== Infinity) this.openUntil = Math.min(Math.max(now, this.openUntil), now + longestOpenMs * (1 + jitter));
  }

  change(): void {
    this.era += 1;
    this.log = [];
  }
}

describe('CircuitBreaker', () => {
  it('does what its model does, over any interleaving, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(settings),
        // Shares that a binary number holds exactly, so that model and implementation agree to the millisecond.
        fc.constantFrom(0, 0.5),
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        async (chosen, random, steps) => {
          const options: CircuitBreakerOptions = chosen;
          const clock = new ManualClock();
          const events: string[] = [];
          /** One process; what the one before it still has under way reports to nobody. */
          const startUp = (): CircuitBreaker => {
            const mine = new CircuitBreaker(
              new Env({
                clock,
                random: () => random,
                sink: ({ type }) => {
                  if (mine === breaker) events.push(type);
                  throw new Error('a sink that fails');
                },
              }),
              options,
            );
            return mine;
          };
          const model = new Model(chosen, random);
          let breaker = startUp();
          const running = new Set<{
            readonly call: ModelCall;
            readonly finish: (how: Ending) => Promise<void>;
            readonly signal: AbortSignal;
            readonly abort: (reason?: unknown) => void;
            readonly listeners: () => number;
          }>();
          const begin = async (wanted: boolean): Promise<void> => {
            const before = clock.now();
            const call = model.enter(before, wanted);
            const { signal, abort, listeners } = countedSignal();
            const work = deferred<string>();
            let begun = false;
            const answer = breaker
              .policy(
                () => {
                  begun = true;
                  return work.promise;
                },
                testCall({ signal, probe: wanted }),
              )
              .catch((error: unknown) => error);
            expect(begun).toBe(call !== undefined);
            if (call === undefined) {
              const refusal = await answer;
              expect(isIntegrationError(refusal) && refusal.category).toBe('circuit_open');
              expect(refusal).toHaveProperty('retryAfterMs', model.retryInMs(before) ?? undefined);
              expect(listeners()).toBe(0);
              return;
            }
            const entry = {
              call,
              signal,
              abort,
              listeners,
              finish: async (how: Ending): Promise<void> => {
                const error = {
                  success: undefined,
                  failure: new IntegrationError('service_unavailable', 'Down.'),
                  neutral: new IntegrationError('not_found', 'Gone.'),
                  bug: new TypeError('bug'),
                }[how];
                if (error === undefined) work.resolve('done');
                else work.reject(error);
                expect(await answer).toBe(error ?? 'done');
                expect(listeners()).toBe(0);
                running.delete(entry);
              },
            };
            running.add(entry);
          };
          const pick = (index: number) => [...running][index % Math.max(1, running.size)];

          for (const current of steps) {
            switch (current.do) {
              case 'call': {
                const before = running.size;
                await begin(false);
                const entry = running.size > before ? [...running].at(-1) : undefined;
                await entry?.finish(current.ending);
                if (entry !== undefined) model.end(entry.call, current.ending, clock.now());
                break;
              }
              case 'begin':
                await begin(current.wanted);
                break;
              case 'end': {
                const entry = pick(current.pick);
                await entry?.finish(current.ending);
                // Whoever has given up has no part in what becomes of the work.
                const counts = entry?.signal.aborted === true && current.ending === 'failure' ? 'neutral' : current.ending;
                if (entry !== undefined) model.end(entry.call, counts, clock.now());
                break;
              }
              case 'abort': {
                // The work ignores it; only a probe gives its place up at once.
                const entry = pick(current.pick);
                entry?.abort(current.ours ? new IntegrationError('timeout_error', 'Too late.') : undefined);
                if (entry?.call.probe === true) model.end(entry.call, 'neutral', clock.now());
                break;
              }
              case 'advance':
              case 'asleep':
                await clock[current.do](current.ms);
                break;
              case 'stepWall':
                clock.stepWall(current.ms);
                break;
              case 'restart': {
                const snapshot: unknown = JSON.parse(JSON.stringify(breaker.snapshot()));
                breaker = startUp();
                expect(breaker.restore(snapshot)).toBe(true);
                model.restart(clock.now());
                break;
              }
              case 'open':
              case 'close':
              case 'reset':
                breaker[current.do]();
                if (current.do === 'open') model.open();
                else model.close();
            }
            const { lastFailure: _, ...report } = breaker.report();
            expect(report).toEqual({ state: model.state, retryInMs: model.retryInMs(clock.now()), failuresInARow: model.inARow });
            expect(events).toEqual(model.events);
            expect(clock.pending).toBe(0);
          }
          for (const entry of [...running]) {
            await entry.finish('success');
            model.end(entry.call, 'success', clock.now());
          }
          expect(breaker.report().state).toBe(model.state);
        },
      ),
      { numRuns: 120 },
    );
  });
});
