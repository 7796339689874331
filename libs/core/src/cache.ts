import { abortError, AbortSource, cancelled, onAbort } from './abort.ts';
import { CacheEntries, type Entry, type Stored } from './cache-entries.ts';
import type { AnswerOrigin, Call, Execute, Policy } from './call.ts';
import { checkNumber, checkWhole } from './check-options.ts';
import type { Env } from './env.ts';
import { categories } from './error-category.ts';
import { isIntegrationError, type IntegrationError } from './integration-error.ts';
import { roughSize } from './rough-size.ts';
import { SmallSet } from './small-set.ts';
import { start } from './start.ts';

export interface CacheOptions {
  /** Values that are kept, at least 1. @default 500 */
  readonly maxEntries?: number;
  /** Bytes that values and their keys may take together, by the measure of `sizeOf`, at least 1. @default 8 MiB */
  readonly maxBytes?: number;
  /** Bytes of one value. A value that it throws at, or has no number of at least 0 for, is not kept. @default roughSize */
  readonly sizeOf?: (value: unknown) => number;
}

/** Times in milliseconds, at least 0. A time that has passed to the millisecond is over. */
export interface CacheRules {
  /** How long a value is as good as new. With 0 here and below nothing is kept, only shared while it is fetched. */
  readonly ttlMs: number;
  /** How long after `ttlMs` it is still answered, marked as stale, while a new one is fetched. @default 0 */
  readonly staleWhileRevalidateMs?: number;
  /** How long after `ttlMs` it is answered, marked as stale, when the system cannot give a new one. @default 0 */
  readonly staleIfErrorMs?: number;
  /** What `invalidate` knows these values by. @default none */
  readonly tags?: readonly string[];
}

/** Ages in milliseconds at which a value stops to be fresh, answered at once, answered in trouble, and kept. */
interface Ages {
  readonly fresh: number;
  readonly atOnce: number;
  readonly inTrouble: number;
  readonly kept: number;
}

interface Waiter {
  readonly call: Call;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Stops listening to the call's signal. */
  readonly unhook: () => void;
}

/** One call of the system for everybody who waits for it; with nobody from the start, a revalidation. */
class Flight {
  readonly source = new AbortSource();
  readonly waiters = new SmallSet<Waiter>();
  /** Of the call that made it. */
  readonly correlationId: string;
  work: Promise<unknown> | undefined;

  constructor({ correlationId }: Call) {
    this.correlationId = correlationId;
  }
}

/**
 * Answers of one connection: kept for a while, and fetched once however many ask for them.
 *
 * - One cache belongs to one connection, so to one account and tenant; keys name only operation and input. `clear` it when
 *   credentials change.
 * - Callers share one value, and must treat it as immutable: a copy for each would cost more than the cache saves.
 * - A shared call belongs to no caller: it has its own signal, and no caller's deadline; the layers inside bound it. A
 *   caller who aborts leaves at once; the last one to leave aborts it. A revalidation ends by itself, unless its value is
 *   dropped meanwhile.
 * - Rejections are not kept. One that is neither trouble of the system nor a cancel (`not_found`, `permission_error`) says
 *   that the kept value does not hold any more, so that goes, and the next caller learns why.
 * - What is over goes when it is asked for, or once it is the least recently used when another value is stored: no timers.
 * - Ages are taken on the monotonic clock; the wall clock only says `asOf`.
 */
export class Cache {
  readonly #env: Env;
  readonly #sizeOf: (value: unknown) => number;
  readonly #entries: CacheEntries<Flight>;

  /** @throws RangeError for options out of range */
  constructor(env: Env, { maxEntries = 500, maxBytes = 8 * 1024 * 1024, sizeOf = roughSize }: CacheOptions = {}) {
    checkWhole('maxEntries', maxEntries, 1);
    checkWhole('maxBytes', maxBytes, 1);
    this.#env = env;
    this.#sizeOf = sizeOf;
    this.#entries = new CacheEntries(maxEntries, maxBytes);
  }

  /** Values that are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of the kept values and their keys. */
  get bytes(): number {
    return this.#entries.bytes;
  }

  /**
   * The policy for operations with these rules; all policies of a cache share what it keeps and its bounds. It sees to
   * `read` calls that have a `cacheKey` and no stream; others pass. All calls with a key go by the same rules.
   *
   * @throws RangeError for times out of range
   */
  policy({ ttlMs, staleWhileRevalidateMs = 0, staleIfErrorMs = 0, tags = [] }: CacheRules): Policy {
    checkNumber('ttlMs', ttlMs, 0);
    checkNumber('staleWhileRevalidateMs', staleWhileRevalidateMs, 0);
    checkNumber('staleIfErrorMs', staleIfErrorMs, 0);
    const [atOnce, inTrouble] = [ttlMs + staleWhileRevalidateMs, ttlMs + staleIfErrorMs];
    const ages: Ages = { fresh: ttlMs, atOnce, inTrouble, kept: Math.max(atOnce, inTrouble) };
    const ownTags = [...tags];
    return <T>(next: Execute<T>, call: Call): Promise<T> => {
      const { cacheKey, signal } = call;
      if (call.effect !== 'read' || cacheKey === undefined || call.stream !== undefined) return start(next, call);
      if (signal.aborted) return Promise.reject(abortError(signal));
      // A key names one operation and its input, so what is kept under it is what this operation answers.
      return this.#answer(this.#entries.entry(cacheKey, ownTags), ages, next, call) as Promise<T>;
    };
  }

  /**
   * Drops the values with this tag. Calls that run end normally for those who wait for them, but are not kept and not joined
   * any more, as they may have read what was before. Revalidations are aborted.
   *
   * @returns how many values were dropped
   */
  invalidate(tag: string): number {
    return this.#drop(this.#entries.tagged(tag));
  }

  /** Drops everything, in the way of `invalidate`. Nothing is left but calls that somebody waits for. */
  clear(): void {
    this.#drop(this.#entries.all);
  }

  #drop(entries: Iterable<Entry<Flight>>): number {
    const before = this.size;
    const unwanted: Flight[] = [];
    for (const entry of entries) {
      if (entry.flight?.waiters.size === 0) unwanted.push(entry.flight);
      entry.flight = undefined;
      this.#entries.unstore(entry);
      this.#entries.forgetEmpty(entry);
    }
    const dropped = before - this.size;
    // Last, because who listens may call again.
    for (const flight of unwanted) flight.source.abort(cancelled());
    return dropped;
  }

  #answer(entry: Entry<Flight>, ages: Ages, next: Execute<unknown>, call: Call): Promise<unknown> {
    const { stored, flight: running } = entry;
    if (stored !== undefined) {
      const age = this.#env.clock.now() - stored.storedAt;
      if (age < ages.kept) this.#entries.use(entry);
      else this.#entries.unstore(entry);
      if (age < ages.atOnce) {
        const stale = age >= ages.fresh;
        const revalidation = stale && running === undefined ? (entry.flight = new Flight(call)) : undefined;
        this.#tellStored(stale ? 'stale' : 'hit', stored, call);
        if (revalidation !== undefined) this.#fly(entry, revalidation, ages, next, call);
        return Promise.resolve(stored.value);
      }
    }
    const flight = running ?? (entry.flight = new Flight(call));
    const answer = this.#wait(entry, flight, call);
    this.#env.emit(
      running === undefined ? { type: 'cache', result: 'miss' } : { type: 'cache', result: 'joined', correlationId: running.correlationId },
      call,
    );
    if (running === undefined) this.#fly(entry, flight, ages, next, call);
    return answer;
  }

  /** Waits for the flight as long as the call's own signal lets it. */
  #wait(entry: Entry<Flight>, flight: Flight, call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const unhook = onAbort(call.signal, () => {
        unhook();
        flight.waiters.delete(waiter);
        const reason = abortError(call.signal);
        reject(reason);
        if (flight.waiters.size > 0) return;
        this.#land(entry, flight);
        flight.source.abort(reason);
        if (flight.work !== undefined) call.hold?.(flight.work);
      });
      const waiter: Waiter = { call, resolve, reject, unhook };
      flight.waiters.add(waiter);
    });
  }

  #fly(entry: Entry<Flight>, flight: Flight, ages: Ages, next: Execute<unknown>, call: Call): void {
    const { signal } = flight.source;
    const revalidates = flight.waiters.size === 0;
    const work = start(next, { ...call, signal, deadlineAt: undefined, origin: undefined });
    flight.work = work;
    // The work itself may have caused the abort, before there was a promise to hold.
    if (signal.aborted) call.hold?.(work);
    work.then(
      (value) => {
        const asOf = this.#env.clock.wallNow();
        if (entry.flight === flight) {
          this.#store(entry, value, asOf, ages.kept);
          this.#land(entry, flight);
          if (revalidates) this.#env.emit({ type: 'cache', result: 'revalidated' }, call);
        }
        flight.waiters.forEach((waiter) => {
          waiter.unhook();
          tell(waiter.call, { cached: false, stale: false, asOf });
          waiter.resolve(value);
        });
      },
      (error: unknown) => {
        const spare = entry.flight === flight ? this.#spare(entry, error, ages.inTrouble) : undefined;
        this.#land(entry, flight);
        flight.waiters.forEach((waiter) => {
          waiter.unhook();
          if (spare === undefined) {
            waiter.reject(error);
          } else {
            this.#tellStored('stale_if_error', spare, waiter.call);
            waiter.resolve(spare.value);
          }
        });
      },
    );
  }

  /** From here on nobody joins the flight, and nothing of it is kept. */
  #land(entry: Entry<Flight>, flight: Flight): void {
    if (entry.flight !== flight) return;
    entry.flight = undefined;
    this.#entries.forgetEmpty(entry);
  }

  #store(entry: Entry<Flight>, value: unknown, asOf: number, keptMs: number): void {
    const bytes = this.#measure(value) + 2 * entry.key.length;
    const storedAt = this.#env.clock.now();
    if (keptMs > 0) this.#entries.store(entry, { value, bytes, storedAt, overAt: storedAt + keptMs, asOf });
  }

  #measure(value: unknown): number {
    try {
      const bytes = this.#sizeOf(value);
      return bytes >= 0 ? bytes : Infinity;
    } catch {
      return Infinity;
    }
  }

  /** What is answered instead of this error, if anything. */
  #spare(entry: Entry<Flight>, error: unknown, inTrouble: number): Stored | undefined {
    const { stored } = entry;
    if (isIntegrationError(error)) {
      if (isTrouble(error)) return stored !== undefined && this.#env.clock.now() - stored.storedAt < inTrouble ? stored : undefined;
      if (error.category === 'cancelled') return undefined;
    }
    this.#entries.unstore(entry);
    return undefined;
  }

  #tellStored(result: 'hit' | 'stale' | 'stale_if_error', { asOf }: Stored, call: Call): void {
    this.#env.emit({ type: 'cache', result }, call);
    tell(call, { cached: true, stale: result !== 'hit', asOf });
  }
}

/** Says where the answer comes from; what the listener throws ends here. */
function tell(call: Call, origin: AnswerOrigin): void {
  try {
    call.origin?.(origin);
  } catch {
    // A broken listener must not change the result, least of all that of the others who wait.
  }
}

/** Whether the system, or what stands before it, could not answer; all else would be as wrong the next time. */
function isTrouble({ category, retryable }: IntegrationError): boolean {
  return retryable || categories[category].blamesSystem || category === 'circuit_open' || category === 'overloaded';
}
