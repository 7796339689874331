import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bulkhead } from './bulkhead.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { Execute } from './call.ts';
import { deadline } from './deadline.ts';
import { Env } from './env.ts';
import { IntegrationError } from './integration-error.ts';
import { pipeline } from './pipeline.ts';
import { RateLimiter } from './rate-limiter.ts';
import { RetryBudget } from './retry-budget.ts';
import { retry } from './retry.ts';
import { countedSignal, deferred, testCall, unhandledRejections } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { timeout } from './timeout.ts';

class Bug extends Error {}

const deadlineMs = 2000;

const attempt = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('succeeds' as const), ms: fc.nat(700) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      ms: fc.nat(300),
      category: fc.constantFrom('network_error' as const, 'service_unavailable', 'timeout_error', 'not_found', 'rate_limit_error'),
      outcome: fc.constantFrom('none' as const, 'unknown' as const),
      retryAfterMs: fc.option(fc.nat(3000), { nil: undefined, freq: 2 }),
    }),
  },
  // Ignores its signal and ends when told, at the latest when all is over.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deaf' as const), ends: fc.constantFrom('value' as const, 'error', 'bug') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('throws' as const, 'rejects' as const, 'cancels' as const) }) },
);
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      effect: fc.constantFrom('read' as const, 'idempotent' as const, 'write' as const, 'destructive' as const),
      idempotencyKey: fc.option(fc.constant('key'), { nil: undefined }),
      cost: fc.constantFrom(undefined, 1, 2.5),
      probe: fc.boolean(),
      attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('advance' as const, 'asleep' as const), ms: fc.oneof(fc.nat(100), fc.nat(2500)) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stepWall' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('abort' as const), pick: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), pick: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'close' as const, 'reset' as const) }) },
);

describe('pipeline', () => {
  it('settles every call in time and leaves nothing behind, over any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 5 }),
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (limit, queue, chances, steps) => {
          const run = async (): Promise<void> => {
            const clock = new ManualClock();
            let drawn = 0;
            const reported: number[] = [];
            const env = new Env({
              clock,
              random: () => chances[drawn++ % chances.length] ?? 0,
              sink: (event) => {
                for (const value of Object.values(event)) if (typeof value === 'number') reported.push(value);
                throw new Error('a sink that fails');
              },
            });
            const breaker = new CircuitBreaker(env, { failures: 3, openMs: 500, probeMs: 300, slowMs: 600 });
            const bulkhead = new Bulkhead(env, { limit, queue });
            // Each way of putting them together: the limiter asks the bulkhead first, or does not know of it.
            const asked = queue % 2 === 0 ? bulkhead : undefined;
            const rateLimit = new RateLimiter(env, { perMinute: 600, burst: 5, queue: 10, pauseMs: 400, bulkhead: asked });
            const policy = pipeline({
              deadline: deadline(env, { ms: deadlineMs }),
              retry: retry(env, { baseMs: 100, budget: new RetryBudget(clock, { capacity: 5 }) }),
              breaker: breaker.policy,
              rateLimit: rateLimit.policy,
              bulkhead: bulkhead.policy,
              attemptTimeout: timeout(env, { ms: 500 }),
            });

            let working = 0;
            const deaf: (() => void)[] = [];
            const calls: {
              readonly startedAt: number;
              readonly abort: () => void;
              readonly listeners: () => number;
              settled: boolean;
            }[] = [];

            const perform = async (current: Attempt, signal: AbortSignal): Promise<string> => {
              switch (current.kind) {
                case 'succeeds':
                  await clock.sleep(current.ms, signal);
                  return 'done';
                case 'fails':
                  await clock.sleep(current.ms, signal);
                  throw new IntegrationError(current.category, 'Failed.', current);
                case 'deaf': {
                  const work = deferred<string>();
                  deaf.push(() => {
                    if (current.ends === 'value') work.resolve('done');
                    else work.reject(current.ends === 'bug' ? new Bug() : new IntegrationError('network_error', 'Lost.'));
                  });
                  return work.promise;
                }
                case 'rejects':
                case 'throws':
                case 'cancels':
                  throw new Bug();
              }
            };

            const begin = (current: Extract<(typeof steps)[number], { do: 'call' }>): void => {
              const { signal, abort, listeners } = countedSignal();
              const { effect, idempotencyKey, cost, probe } = current;
              const entry = { startedAt: clock.now(), abort, listeners, settled: false };
              calls.push(entry);
              const mayRepeat = effect === 'read' || effect === 'idempotent' || (effect === 'write' && idempotencyKey !== undefined);
              let sent = 0;
              let threw = false;
              /** Whether what was sent last may have been done. */
              let unknown = (): boolean => false;
              const work: Execute<string> = (call) => {
                const script = current.attempts[sent % current.attempts.length];
                sent += 1;
                expect(call.attempt).toBeGreaterThanOrEqual(sent);
                expect(sent).toBeLessThanOrEqual(4);
                // What may have been done is never repeated, unless it cannot be done twice.
                expect(!mayRepeat && unknown()).toBe(false);
                unknown = () => call.signal.aborted || (script?.kind === 'fails' && script.outcome === 'unknown');
                // The bulkhead's promise: so much at once and no more, given-up work included.
                working += 1;
                expect(working).toBeLessThanOrEqual(limit);
                const done = (): void => {
                  working -= 1;
                };
                if (script === undefined || script.kind === 'throws') {
                  done();
                  threw = true;
                  throw new Bug();
                }
                if (script.kind === 'cancels') abort();
                const running = perform(script, call.signal);
                void running.then(done, (error: unknown) => {
                  done();
                  threw ||= error instanceof Bug;
                });
                return running;
              };
              void policy(work, testCall({ signal, effect, idempotencyKey, cost, probe })).then(
                () => (entry.settled = true),
                (error: unknown) => {
                  entry.settled = true;
                  if (error instanceof Bug && threw) return;
                  expect(error).toBeInstanceOf(IntegrationError);
                },
              );
            };

            const check = (): void => {
              expect(reported.filter((value) => !Number.isFinite(value) || value < 0)).toEqual([]);
              expect(bulkhead.running).toBeLessThanOrEqual(limit);
              for (const { settled, startedAt, listeners } of calls) {
                if (clock.now() >= startedAt + deadlineMs) expect(settled).toBe(true);
                if (settled) expect(listeners()).toBe(0);
              }
            };

            for (const current of steps) {
              if (current.do === 'call') {
                begin(current);
              } else if (current.do === 'advance' || current.do === 'asleep') {
                await clock[current.do](current.ms);
              } else if (current.do === 'stepWall') {
                clock.stepWall(current.ms);
              } else if (current.do === 'abort') {
                const entry = calls[current.pick % Math.max(1, calls.length)];
                entry?.abort();
                await settle();
                if (entry !== undefined) expect(entry.settled).toBe(true);
              } else if (current.do === 'end') {
                deaf.splice(current.pick % Math.max(1, deaf.length), 1)[0]?.();
              } else {
                breaker[current.do]();
              }
              await settle();
              check();
            }

            // Work that ended by itself, and everything that its end has set free.
            await clock.advance(deadlineMs);
            for (let end = deaf.pop(); end !== undefined; end = deaf.pop()) {
              end();
              await settle();
            }
            await clock.advance(deadlineMs);
            check();
            expect(calls.filter(({ settled }) => !settled)).toEqual([]);
            expect(clock.pending).toBe(0);
            expect([working, bulkhead.running, bulkhead.waiting, rateLimit.waiting]).toEqual([0, 0, 0, 0]);
          };
          // What was expected inside a call that nobody waits for is among them.
          expect(await unhandledRejections(run)).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});
