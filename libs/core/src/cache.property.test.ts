import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cache, type CacheRules } from './cache.ts';
import type { AnswerOrigin, Call, Policy } from './call.ts';
import { categories, type ErrorCategory } from './error-category.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal, deferred, testCall, testEnv, type Deferred, type TestEnv } from './testing/call.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const maxEntries = 3;
const maxBytes = 100;
const spare = { ttlMs: 10, staleWhileRevalidateMs: 5, staleIfErrorMs: 20, tags: ['x'] };
const quick = { ttlMs: 10, staleWhileRevalidateMs: 20, staleIfErrorMs: 5, tags: ['x', 'y'] };
const never = { ttlMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0, tags: ['y'] };
const rulesOf = { a: spare, b: spare, c: quick, d: quick, e: never } satisfies Record<string, Required<CacheRules>>;
type Key = keyof typeof rulesOf;
const keys = Object.keys(rulesOf) as Key[];

type Step =
  | { readonly do: 'get'; readonly key: Key; readonly signal: number }
  | { readonly do: 'resolve'; readonly flight: number; readonly bytes: number }
  | { readonly do: 'reject'; readonly flight: number; readonly category: ErrorCategory }
  | { readonly do: 'abort'; readonly signal: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'stepWall'; readonly ms: number }
  | { readonly do: 'invalidate'; readonly tag: string }
  | { readonly do: 'clear' };

const which = fc.nat({ max: 20 });
const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 10, arbitrary: fc.record({ do: fc.constant('get' as const), key: fc.constantFrom(...keys), signal: fc.nat({ max: 2 }) }) },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('resolve' as const), flight: which, bytes: fc.constantFrom(0, 1, 10, 30, 98, 99) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('reject' as const),
        flight: which,
        category: fc.constantFrom<ErrorCategory>('network_error', 'circuit_open', 'not_found', 'cancelled'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('abort' as const), signal: fc.nat({ max: 2 }) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 4, 5, 10, 19, 20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('stepWall' as const), ms: fc.integer({ min: -1e6, max: 1e6 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), tag: fc.constantFrom('x', 'y', 'z') }) },
    { weight: 1, arbitrary: fc.constant({ do: 'clear' as const }) },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
);

interface Value {
  readonly flight: number;
  readonly bytes: number;
}

interface Flight extends Deferred<Value> {
  readonly key: Key;
  readonly call: Call;
  /** How often the key had been invalidated when it began. */
  readonly epoch: number;
  end: { readonly at: number; readonly ok: boolean } | undefined;
}

interface Caller {
  readonly key: Key;
  readonly signal: number;
  readonly epoch: number;
  told: { readonly origin: AnswerOrigin; readonly at: number } | undefined;
  outcome: string;
}

/** The cache with a system and callers around it, and a record of all they did. */
class World {
  readonly clock = new ManualClock(0);
  readonly env: TestEnv = testEnv(this.clock);
  readonly cache = new Cache(this.env, { maxEntries, maxBytes, sizeOf: (value) => (value as Value).bytes });
  readonly policies = new Map<Key, Policy>(keys.map((key) => [key, this.cache.policy(rulesOf[key])]));
  readonly flights: Flight[] = [];
  readonly callers: Caller[] = [];
  readonly values = new Map<Caller, Value>();
  readonly signals = [countedSignal(), countedSignal(), countedSignal()];
  readonly epochs = new Map<Key, number>(keys.map((key) => [key, 0]));
  /** What the last invalidation said. */
  dropped = 0;

  async do(step: Step): Promise<void> {
    switch (step.do) {
      case 'get':
        this.get(step.key, step.signal);
        break;
      case 'resolve':
      case 'reject': {
        const running = this.running();
        const flight = running[step.flight % running.length];
        if (flight === undefined) break;
        flight.end = { at: this.clock.now(), ok: step.do === 'resolve' };
        if (step.do === 'resolve') flight.resolve({ flight: this.flights.indexOf(flight), bytes: step.bytes });
        else flight.reject(new IntegrationError(step.category, 'No.'));
        break;
      }
      case 'abort':
        this.signals[step.signal]?.abort();
        this.signals[step.signal] = countedSignal();
        break;
      case 'advance':
        await this.clock.advance(step.ms);
        break;
      case 'stepWall':
        this.clock.stepWall(step.ms);
        break;
      case 'invalidate':
        for (const key of keys) if (rulesOf[key].tags.includes(step.tag)) this.epochs.set(key, this.epoch(key) + 1);
        this.dropped = this.cache.invalidate(step.tag);
        break;
      case 'clear':
        for (const key of keys) this.epochs.set(key, this.epoch(key) + 1);
        this.cache.clear();
        break;
    }
  }

  epoch(key: Key): number {
    return this.epochs.get(key) ?? 0;
  }

  running(): Flight[] {
    return this.flights.filter(({ end }) => end === undefined);
  }

  private get(key: Key, signalIndex: number): void {
    const signal = this.signals[signalIndex]?.signal;
    const policy = this.policies.get(key);
    if (signal === undefined || policy === undefined) throw new Error('no such signal or key');
    const caller: Caller = { key, signal: signalIndex, epoch: this.epoch(key), told: undefined, outcome: 'waits' };
    this.callers.push(caller);
    const origin = (told: AnswerOrigin): void => {
      must(caller.told === undefined, 'the origin is told once');
      caller.told = { origin: told, at: this.clock.now() };
    };
    policy((call) => this.system(key, call), testCall({ cacheKey: key, signal, origin })).then(
      (value) => {
        this.values.set(caller, value);
        const { cached, stale, asOf } = caller.told?.origin ?? { cached: null, stale: null, asOf: null };
        caller.outcome = `value ${String(value.flight)} cached ${String(cached)} stale ${String(stale)} as of ${String(asOf)}`;
      },
      (error: unknown) => {
        caller.outcome = `error ${error instanceof IntegrationError ? error.category : String(error)}`;
      },
    );
  }

  private system(key: Key, call: Call): Promise<Value> {
    const epoch = this.epoch(key);
    const joinable = this.running().filter((other) => other.key === key && other.epoch === epoch && !other.call.signal.aborted);
    must(joinable.length === 0, 'there is at most one flight a key');
    const flight: Flight = { ...deferred<Value>(), key, call, epoch, end: undefined };
    this.flights.push(flight);
    return flight.promise;
  }

  /** What must hold at any moment. No `expect`, which would take most of the time. */
  check(): void {
    must(this.cache.size <= maxEntries && this.cache.bytes <= maxBytes, 'the bounds hold');
    must(this.clock.pending === 0, 'there is no timer');
    for (const [caller, { flight: index }] of this.values) {
      const { told, key, epoch } = caller;
      const flight = this.flights[index];
      must(flight?.key === key && flight.end?.ok === true, 'a value is what the system answered to this key');
      must(told !== undefined, 'an answer says where it comes from');
      const { ttlMs, staleIfErrorMs, staleWhileRevalidateMs } = rulesOf[key];
      const age = told.at - flight.end.at;
      const { cached, stale } = told.origin;
      must(flight.epoch >= epoch, 'a value that was asked for before an invalidation is neither answered nor waited for after it');
      must(cached || age === 0, 'a new value is new');
      must(stale || age < ttlMs || !cached, 'a fresh value is within its time to live');
      must(age < ttlMs + Math.max(staleIfErrorMs, staleWhileRevalidateMs) || !cached, 'a stale value is within its windows');
    }
    this.values.clear();
  }

  /** Ends everything, after which nothing may be left. */
  async end(): Promise<void> {
    for (const flight of this.running()) {
      flight.end = { at: this.clock.now(), ok: false };
      flight.reject(new Error('the end'));
    }
    await settle();
    expect(this.callers.filter(({ outcome }) => outcome === 'waits')).toEqual([]);
    expect(this.signals.map(({ listeners }) => listeners())).toEqual([0, 0, 0]);
    this.check();
    this.cache.clear();
    expect([this.cache.size, this.cache.bytes]).toEqual([0, 0]);
  }
}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`it must hold that ${what}`);
}

interface ModelFlight {
  readonly key: Key;
  readonly revalidates: boolean;
  waiters: number[];
  current: boolean;
  aborted: boolean;
  ended: boolean;
}

interface ModelValue {
  readonly flight: number;
  readonly bytes: number;
  readonly at: number;
  readonly asOf: number;
}

/** The same in the plainest way there is: lists, walked through each time. */
class Model {
  now = 0;
  wall = 0;
  /** Least recently used first. */
  stored = new Map<Key, ModelValue>();
  flights: ModelFlight[] = [];
  callers: { signal: number; outcome: string }[] = [];
  events: string[] = [];
  dropped = 0;

  do(step: Step): void {
    switch (step.do) {
      case 'get':
        this.get(step.key, step.signal);
        break;
      case 'resolve':
      case 'reject': {
        const running = this.flights.filter(({ ended }) => !ended);
        const flight = running[step.flight % running.length];
        if (flight === undefined) break;
        flight.ended = true;
        if (step.do === 'resolve') this.resolve(flight, step.bytes);
        else this.reject(flight, step.category);
        flight.current = false;
        flight.waiters = [];
        break;
      }
      case 'abort':
        this.callers.forEach((caller, index) => {
          if (caller.signal === step.signal && caller.outcome === 'waits') this.leave(index);
        });
        break;
      case 'advance':
        this.now += step.ms;
        this.wall += step.ms;
        break;
      case 'stepWall':
        this.wall += step.ms;
        break;
      case 'invalidate':
        this.dropped = this.drop((key) => rulesOf[key].tags.includes(step.tag));
        break;
      case 'clear':
        this.drop(() => true);
        break;
    }
  }

  get bytes(): number {
    return [...this.stored.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  private answer(caller: number, cached: boolean, stale: boolean, { flight, asOf }: Pick<ModelValue, 'flight' | 'asOf'>): void {
    const at = this.callers[caller];
    if (at !== undefined) at.outcome = `value ${String(flight)} cached ${String(cached)} stale ${String(stale)} as of ${String(asOf)}`;
  }

  private begin(key: Key, waiters: number[]): void {
    this.flights.push({ key, revalidates: waiters.length === 0, waiters, current: true, aborted: false, ended: false });
  }

  private get(key: Key, signal: number): void {
    const caller = this.callers.push({ signal, outcome: 'waits' }) - 1;
    const { ttlMs, staleWhileRevalidateMs, staleIfErrorMs } = rulesOf[key];
    const current = this.flights.find((flight) => flight.key === key && flight.current);
    const value = this.stored.get(key);
    if (value !== undefined) {
      const age = this.now - value.at;
      this.stored.delete(key);
      if (age < ttlMs + Math.max(staleWhileRevalidateMs, staleIfErrorMs)) this.stored.set(key, value);
      if (age < ttlMs + staleWhileRevalidateMs) {
        const stale = age >= ttlMs;
        this.events.push(stale ? 'stale' : 'hit');
        this.answer(caller, true, stale, value);
        if (stale && current === undefined) this.begin(key, []);
        return;
      }
    }
    this.events.push(current === undefined ? 'miss' : 'joined');
    if (current === undefined) this.begin(key, [caller]);
    else current.waiters.push(caller);
  }

  private resolve(flight: ModelFlight, size: number): void {
    const index = this.flights.indexOf(flight);
    const { ttlMs } = rulesOf[flight.key];
    const bytes = size + 2;
    if (flight.current) {
      this.stored.delete(flight.key);
      if (ttlMs > 0 && bytes <= maxBytes) {
        this.stored.set(flight.key, { flight: index, bytes, at: this.now, asOf: this.wall });
        for (const [key, value] of this.stored) {
          const rules = rulesOf[key];
          const over = this.now - value.at >= rules.ttlMs + Math.max(rules.staleWhileRevalidateMs, rules.staleIfErrorMs);
          if (!over && this.stored.size <= maxEntries && this.bytes <= maxBytes) break;
          this.stored.delete(key);
        }
      }
      if (flight.revalidates) this.events.push('revalidated');
    }
    for (const waiter of flight.waiters) this.answer(waiter, false, false, { flight: index, asOf: this.wall });
  }

  private reject(flight: ModelFlight, category: ErrorCategory): void {
    const { ttlMs, staleIfErrorMs } = rulesOf[flight.key];
    const value = flight.current ? this.stored.get(flight.key) : undefined;
    const isTrouble = categories[category].blamesSystem || category === 'circuit_open';
    if (value !== undefined && isTrouble && this.now - value.at < ttlMs + staleIfErrorMs) {
      for (const waiter of flight.waiters) {
        this.events.push('stale_if_error');
        this.answer(waiter, true, true, value);
      }
      return;
    }
    if (flight.current && !isTrouble && category !== 'cancelled') this.stored.delete(flight.key);
    for (const waiter of flight.waiters) {
      const caller = this.callers[waiter];
      if (caller !== undefined) caller.outcome = `error ${category}`;
    }
  }

  private leave(index: number): void {
    const caller = this.callers[index];
    if (caller !== undefined) caller.outcome = 'error cancelled';
    for (const flight of this.flights) {
      if (!flight.waiters.includes(index)) continue;
      flight.waiters = flight.waiters.filter((waiter) => waiter !== index);
      if (flight.waiters.length === 0) {
        flight.current = false;
        flight.aborted = true;
      }
    }
  }

  private drop(applies: (key: Key) => boolean): number {
    let dropped = 0;
    for (const key of keys.filter(applies)) if (this.stored.delete(key)) dropped += 1;
    for (const flight of this.flights) {
      if (!flight.current || !applies(flight.key)) continue;
      flight.current = false;
      if (flight.waiters.length === 0) flight.aborted = true;
    }
    return dropped;
  }
}

describe('cache, whatever happens in whatever order', () => {
  it('does what a plain model does', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const world = new World();
        const model = new Model();
        for (const step of sequence) {
          await world.do(step);
          model.do(step);
          await settle();
          expect(world.callers.map(({ outcome }) => outcome)).toEqual(model.callers.map(({ outcome }) => outcome));
          expect(world.flights.map(({ call }) => call.signal.aborted)).toEqual(model.flights.map(({ aborted }) => aborted));
          expect(world.env.of('cache').map(({ result }) => result)).toEqual(model.events);
          expect([world.cache.size, world.cache.bytes, world.dropped]).toEqual([model.stored.size, model.bytes, model.dropped]);
          const waiting = [0, 1, 2].map(
            (signal) => model.callers.filter((caller) => caller.signal === signal && caller.outcome === 'waits').length,
          );
          expect(world.signals.map(({ listeners }) => listeners())).toEqual(waiting);
          world.check();
        }
        await world.end();
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its promises also when everything happens at once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const world = new World();
        for (const step of sequence) {
          await world.do(step);
          world.check();
        }
        await world.end();
      }),
      { numRuns: 300 },
    );
  });
});
