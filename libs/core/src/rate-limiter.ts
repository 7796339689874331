import { abortError } from './abort.ts';
import type { Bulkhead } from './bulkhead.ts';
import type { Call, Execute, Policy } from './call.ts';
import { checkNumber, checkPositive, checkWhole } from './check-options.ts';
import { Elapsed } from './elapsed.ts';
import type { Env } from './env.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { outOfTime, queueFull } from './overloaded.ts';
import { start } from './start.ts';
import { WaitingLine } from './waiting-line.ts';

export interface RateLimit {
  /** Requests a minute in the long run, above 0. @default 60 */
  readonly perMinute?: number;
  /** Requests that may go at once after a quiet time, at least 1. @default a sixth of `perMinute`, at least 1 */
  readonly burst?: number;
}

export interface RateLimiterOptions extends RateLimit {
  /** Calls that may wait, at least 0. @default 1000 */
  readonly queue?: number;
  /** How long a system that says “too many requests” and no more is left alone, in milliseconds; doubles each time in a row. @default 60000 */
  readonly pauseMs?: number;
  /** The longest pause that the other side may ask for, in milliseconds, at least `pauseMs`. @default an hour, or `pauseMs` where that is longer */
  readonly longestPauseMs?: number;
  /**
   * The bulkhead further inside, of this connection alone. Who would have to wait there waits here instead: before a
   * token is spent, and where a pause holds it. Otherwise tokens pile up in its queue and leave in a burst. Every call
   * that takes its slots must come through this limiter, for those who wait in its own queue go first. @default none
   */
  readonly bulkhead?: Pick<Bulkhead, 'hasRoom' | 'onFree'> | undefined;
}

/** What the other side says of its own budget, as `readRateLimit` finds it in the headers of an answer. */
export interface ServerBudget {
  /** Requests that it still allows, at least 0. */
  readonly remaining?: number | undefined;
  /** Milliseconds until it allows more. */
  readonly resetMs?: number | undefined;
}

/** What survives a restart. Moments are milliseconds since 1970. */
export interface RateLimiterSnapshot {
  readonly savedAt: number;
  /** May be below 0 after a call that cost more than the burst. */
  readonly tokens: number;
  readonly pausedUntil: number | null;
  /** What the other side said of its own budget, at most eight. */
  readonly server: readonly { readonly remaining: number; readonly until: number }[];
}

interface Ticket {
  readonly cost: number;
  readonly deadlineAt: number;
}

/** Until this moment the other side allows this much more. */
interface Allowance {
  remaining: number;
  readonly until: number;
}

/**
 * Sums of fractions miss whole numbers by less than this, in requests and in milliseconds; without it a timer would be
 * set again and again for “almost now”.
 */
const rounding = 1e-3;

/** So many windows of the other side are kept in mind: a minute's, an hour's, and those of answers that came late. */
const mostAllowances = 8;

/**
 * A token bucket that fills continuously: in any window of time at most `burst` requests and what trickled in
 * meanwhile are sent, never twice a window's worth around its edge. Who finds it empty waits in line; whoever could
 * not go before the deadline is told so at once. The other side's word counts more than our own figure: after “too
 * many requests” every caller of the connection is held until the time it named, and what it says remains is never
 * exceeded. After a pause the bucket starts almost empty, so that the line does not rush out.
 *
 * It owns one timer, for the first in line, and none when nobody waits; a waiter with a deadline has one more. Its time never goes back, whatever the clock does.
 *
 * @throws RangeError at construction for values out of range
 */
export class RateLimiter {
  readonly #env: Env;
  readonly #queue: number;
  readonly #pauseMs: number;
  readonly #longestPauseMs: number;
  readonly #bulkhead: Pick<Bulkhead, 'hasRoom'> | undefined;
  readonly #elapsed: Elapsed;
  readonly #line: WaitingLine<Ticket>;
  #perMs = 0;
  #burst = Infinity;
  #tokens = Infinity;
  #filledAt = 0;
  #waitingCost = 0;
  #underWayCost = 0;
  #pausedUntil = 0;
  #server: readonly Allowance[] = [];
  /** Refusals by the other side without a time, in a row. */
  #strikes = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(
    env: Env,
    { queue = 1000, pauseMs = 60_000, longestPauseMs = Math.max(pauseMs, 3_600_000), bulkhead, ...limit }: RateLimiterOptions = {},
  ) {
    checkWhole('queue', queue, 0);
    checkPositive('pauseMs', pauseMs);
    checkNumber('longestPauseMs', longestPauseMs, pauseMs);
    this.#env = env;
    this.#queue = queue;
    this.#line = new WaitingLine(env.clock, ({ cost }) => {
      this.#waitingCost -= cost;
      this.#admit();
    });
    this.#pauseMs = pauseMs;
    this.#longestPauseMs = longestPauseMs;
    this.#bulkhead = bulkhead;
    bulkhead?.onFree(this.#admit);
    this.#elapsed = new Elapsed(env.clock.now());
    this.configure(limit);
  }

  /** Calls that wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /** Milliseconds until the budget lets a call go that came now: 0 when at once, as far as there is a slot for it. */
  get waitMs(): number {
    return this.#waitFor(this.#waitingCost, 1, this.#now());
  }

  /**
   * Rejects with `overloaded` when the queue is full and with `rate_limit_error` when the call could not go before its
   * deadline; both before anything is sent. A cost above the burst waits for a full bucket and is paid off afterwards.
   *
   * @throws RangeError for a cost that is not above 0; it would spoil the budget of all
   */
  readonly policy: Policy = (next, call) => {
    const { signal, cost = 1, deadlineAt = Infinity } = call;
    if (signal.aborted) return Promise.reject(abortError(signal));
    checkPositive('cost', cost);
    const now = this.#now();
    if (this.#line.size === 0 && this.#bulkhead?.hasRoom !== false && this.#waitFor(0, cost, now) === 0)
      return this.#send(next, call, cost);
    if (this.#line.size >= this.#queue) return Promise.reject(queueFull(this.#queue));
    const waitMs = this.#waitFor(this.#waitingCost, cost, now);
    if (this.#env.clock.now() + waitMs >= deadlineAt) return Promise.reject(waitMs > 0 ? tooLate(waitMs) : outOfTime());
    const wait = { told: false, over: false };
    const turn = this.#line.join(call, { cost, deadlineAt }, () => {
      wait.over = true;
      if (wait.told) this.#env.emit({ type: 'wait_ended' }, call);
      return this.#send(next, call, cost);
    });
    this.#waitingCost += cost;
    this.#admit();
    // Who was let go at once has not waited.
    if (wait.over) return turn;
    wait.told = true;
    const reason = waitMs === 0 ? 'bulkhead' : this.#pausedUntil > now ? 'pause' : 'rate_limit';
    this.#env.emit({ type: 'wait', reason, ms: reason === 'bulkhead' ? null : waitMs }, call);
    return turn;
  };

  /** Changes the limit; what has been saved up stays, up to the new burst. */
  configure({ perMinute = 60, burst = Math.max(1, perMinute / 6) }: RateLimit): void {
    checkPositive('perMinute', perMinute);
    checkNumber('burst', burst, 1);
    this.#fill(this.#now());
    this.#perMs = perMinute / 60_000;
    this.#burst = burst;
    this.#tokens = Math.min(this.#tokens, burst);
    this.#review();
  }

  /** Holds every caller for this many milliseconds, at most `longestPauseMs`; never shortens a pause. */
  pause(ms: number): void {
    const now = this.#now();
    const pauseMs = Math.min(ms, this.#longestPauseMs);
    const until = now + pauseMs;
    // Anything but a number above 0 asks for nothing.
    if (!(until > Math.max(now, this.#pausedUntil))) return;
    this.#fill(now);
    this.#tokens = Math.min(this.#tokens, 1);
    this.#filledAt = until;
    this.#pausedUntil = until;
    this.#review();
    this.#env.emit({ type: 'paused', ms: pauseMs });
  }

  /**
   * Takes note of what the other side said of its own budget, while the call that brought the answer is under way.
   * Answers overtake each other, and windows overlap; so each holds until its time is over, and the tightest counts.
   */
  observe({ remaining = NaN, resetMs = NaN }: ServerBudget): void {
    if (!(remaining >= 0 && remaining < Infinity && resetMs > 0)) return;
    const now = this.#now();
    const until = now + Math.min(resetMs, this.#longestPauseMs);
    // The other side has counted the call that brought the answer; of the others under way nobody knows.
    const left = remaining - Math.max(0, this.#underWayCost - 1);
    if (this.#server.some((known) => known.remaining <= left && known.until >= until)) return;
    const stillCount = this.#server.filter((known) => known.until > now && (known.remaining < left || known.until > until));
    this.#server = [...stillCount, { remaining: left, until }].slice(-mostAllowances);
    this.#review();
  }

  snapshot(): RateLimiterSnapshot {
    const now = this.#now();
    const wall = this.#env.clock.wallNow();
    this.#fill(now);
    const moment = (at: number): number => wall + at - now;
    return {
      savedAt: wall,
      tokens: this.#tokens,
      pausedUntil: this.#pausedUntil > now ? moment(this.#pausedUntil) : null,
      server: this.#server.filter(({ until }) => until > now).map(({ remaining, until }) => ({ remaining, until: moment(until) })),
    };
  }

  /**
   * Takes up where an earlier process stopped: what trickled in since then is added, up to the burst. What does not
   * look like a snapshot changes nothing. A clock that was set back counts as no time passed; no wait gets longer than
   * `longestPauseMs`.
   *
   * @returns whether it was taken
   */
  restore(snapshot: unknown): boolean {
    if (!isSnapshot(snapshot)) return false;
    const { savedAt, tokens, pausedUntil, server } = snapshot;
    const now = this.#now();
    const wall = Math.max(savedAt, this.#env.clock.wallNow());
    const left = (until: number): number => Math.min(Math.max(0, until - wall), this.#longestPauseMs);
    // A pause adds nothing.
    const filling = Math.max(0, wall - Math.max(savedAt, pausedUntil ?? savedAt));
    const deepestDebt = -this.#longestPauseMs * this.#perMs;
    this.#tokens = Math.min(this.#burst, Math.max(deepestDebt, tokens + filling * this.#perMs));
    this.#filledAt = Math.max(now, this.#pausedUntil);
    this.#server = server.slice(-mostAllowances).map(({ remaining, until }) => ({ remaining, until: now + left(until) }));
    this.pause(left(pausedUntil ?? wall));
    this.#review();
    return true;
  }

  #now(): number {
    return this.#elapsed.until(this.#env.clock.now());
  }

  /** Adds what has trickled in; a pause adds nothing. */
  #fill(now: number): void {
    if (now <= this.#filledAt) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
  }

  /** Milliseconds until a call of this cost may go, when this much of others goes before it. */
  #waitFor(ahead: number, cost: number, now: number): number {
    this.#fill(now);
    const missing = ahead + Math.min(cost, this.#burst) - this.#tokens;
    let waitMs = Math.max(this.#pausedUntil - now, this.#filledAt - now + missing / this.#perMs);
    for (const { remaining, until } of this.#server) if (ahead + cost > remaining + rounding) waitMs = Math.max(waitMs, until - now);
    return waitMs > rounding ? waitMs : 0;
  }

  #send<T>(next: Execute<T>, call: Call, cost: number): Promise<T> {
    this.#tokens -= cost;
    this.#underWayCost += cost;
    for (const allowance of this.#server) allowance.remaining -= cost;
    call.begun?.();
    const answer = start(next, call);
    answer.then(
      () => {
        this.#underWayCost -= cost;
        this.#strikes = 0;
      },
      (error: unknown) => {
        this.#underWayCost -= cost;
        this.#learnFrom(error);
      },
    );
    return answer;
  }

  #learnFrom(error: unknown): void {
    if (!isIntegrationError(error)) return;
    const { category, retryAfterMs } = error;
    if (category !== 'rate_limit_error' && category !== 'service_unavailable') return;
    if (retryAfterMs !== undefined) {
      this.pause(retryAfterMs);
    } else if (category === 'rate_limit_error' && this.#pausedUntil <= this.#now()) {
      // Calls that were under way together are refused together; that is one strike, not several.
      this.pause(this.#pauseMs * 2 ** this.#strikes);
      this.#strikes += 1;
    }
  }

  /** After a change: sends away who cannot go before the deadline any more, and lets go whoever may. */
  #review(): void {
    const now = this.#now();
    const clockNow = this.#env.clock.now();
    let ahead = 0;
    this.#line.refuse(({ cost, deadlineAt }) => {
      const waitMs = this.#waitFor(ahead, cost, now);
      if (clockNow + waitMs >= deadlineAt) return waitMs > 0 ? tooLate(waitMs) : outOfTime();
      ahead += cost;
      return undefined;
    });
    this.#waitingCost = ahead;
    this.#admit();
  }

  /**
   * Lets go whoever may, and sets the timer for the next when it is time that it waits for. What they do may lead here
   * again, so the timer comes last.
   */
  readonly #admit = (): void => {
    let waitMs = 0;
    for (let first = this.#line.first; first !== undefined && this.#bulkhead?.hasRoom !== false; first = this.#line.first) {
      waitMs = this.#waitFor(0, first.cost, this.#now());
      if (waitMs > 0) break;
      this.#waitingCost -= first.cost;
      this.#line.admit();
    }
    this.#cancelTimer?.();
    this.#cancelTimer = waitMs > 0 ? this.#env.clock.at(this.#env.clock.now() + waitMs, this.#admit) : undefined;
    // What is left of an empty line are rounding errors of fractional costs.
    if (this.#line.size === 0) this.#waitingCost = 0;
  };
}

/** Nothing was sent, and a retry within the deadline would meet the same. */
function tooLate(waitMs: number): IntegrationError {
  const seconds = String(Math.ceil(waitMs / 1000));
  const sentence = `The budget of this connection is used up for now. The next call can go in ${seconds} s; try again then.`;
  return new IntegrationError('rate_limit_error', sentence, { retryAfterMs: waitMs });
}

function isSnapshot(value: unknown): value is RateLimiterSnapshot {
  const { savedAt, tokens, pausedUntil, server } = (value ?? {}) as Record<string, unknown>;
  return (
    Number.isFinite(savedAt) &&
    Number.isFinite(tokens) &&
    (pausedUntil === null || Number.isFinite(pausedUntil)) &&
    Array.isArray(server) &&
    server.every(isAllowance)
  );
}

function isAllowance(value: unknown): boolean {
  const { remaining, until } = (value ?? {}) as Record<string, unknown>;
  return Number.isFinite(remaining) && Number.isFinite(until);
}
