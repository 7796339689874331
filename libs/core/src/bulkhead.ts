import { abortError } from './abort.ts';
import type { Call, Execute, Policy } from './call.ts';
import { checkWhole } from './check-options.ts';
import type { Env } from './env.ts';
import { queueFull } from './overloaded.ts';
import { start } from './start.ts';
import { WaitingLine } from './waiting-line.ts';

export interface BulkheadOptions {
  /** Calls that may run at once, at least 1. @default 4 */
  readonly limit?: number;
  /** Calls that may wait for a slot, at least 0. @default 1000 */
  readonly queue?: number;
}

/**
 * Bounded concurrency with a bounded, first-come queue. A slot is held until the work has really ended, also
 * when its caller was answered earlier (see `Call.hold`). An aborted waiter leaves at once.
 *
 * @throws RangeError at construction for values out of range
 */
export class Bulkhead {
  readonly #env: Env;
  readonly #limit: number;
  readonly #queue: number;
  readonly #line: WaitingLine<undefined>;
  readonly #freeListeners: (() => void)[] = [];
  #running = 0;

  constructor(env: Env, { limit = 4, queue = 1000 }: BulkheadOptions = {}) {
    checkWhole('limit', limit, 1);
    checkWhole('queue', queue, 0);
    this.#env = env;
    this.#limit = limit;
    this.#queue = queue;
    this.#line = new WaitingLine(env.clock);
  }

  /** Slots in use, those of given-up work included. */
  get running(): number {
    return this.#running;
  }

  /** Calls that wait for a slot. */
  get waiting(): number {
    return this.#line.size;
  }

  /** Whether a call that came now would begin at once. */
  get hasRoom(): boolean {
    return this.#running < this.#limit;
  }

  /** Calls back, as long as both live, whenever a slot is free that nobody here waits for. */
  onFree(listener: () => void): void {
    this.#freeListeners.push(listener);
  }

  /** Rejects with `overloaded` when the queue is full. */
  readonly policy: Policy = (next, call) => {
    if (call.signal.aborted) return Promise.reject(abortError(call.signal));
    if (this.hasRoom) {
      this.#running += 1;
      return this.#occupy(next, call);
    }
    if (this.#line.size >= this.#queue) return Promise.reject(queueFull(this.#queue));
    const turn = this.#line.join(call, undefined, () => {
      this.#env.emit({ type: 'wait_ended' }, call);
      return this.#occupy(next, call);
    });
    this.#env.emit({ type: 'wait', reason: 'bulkhead', ms: null }, call);
    return turn;
  };

  #occupy<T>(next: Execute<T>, call: Call): Promise<T> {
    let held: Promise<unknown>[] | undefined;
    const hold = (work: Promise<unknown>): void => {
      (held ??= []).push(work);
      call.hold?.(work);
    };
    const leave = (): void => {
      if (held === undefined) this.#release();
      else void Promise.allSettled(held).then(this.#release);
    };
    call.begun?.();
    const answer = start(next, { ...call, hold });
    answer.then(leave, () => {
      void outerLayersHeard().then(leave);
    });
    return answer;
  }

  readonly #release = (): void => {
    // The slot passes on directly, so that nobody who comes just now overtakes.
    while (this.#line.size > 0) if (this.#line.admit()) return;
    this.#running -= 1;
    for (const listener of this.#freeListeners) listener();
  };
}

/**
 * A failure may open the circuit or begin a pause, and the layers that decide so hear of it a few turns after this one.
 * A slot that passed on before would send one call more.
 */
async function outerLayersHeard(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
