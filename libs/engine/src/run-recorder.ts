import { serializeError, type Clock, type Effect, type IntegrationError, type PolicyEvent } from '@wiz/core';
import { retold } from './without-secrets.ts';
import type {
  AttemptView,
  ConnectionView,
  RunDetail,
  RunId,
  RunState,
  RunSummary,
  TimelineEntry,
  WaitReason,
  WaitView,
} from './types/index.ts';

/** Entries of one timeline. Limits elsewhere keep it far shorter; this one holds whatever they are. */
const mostEntries = 64;

/** A wait that was shorter is none, in milliseconds. */
const shortestWaitMs = 1;

const reasons = { retry: 'retry', rate_limit: 'rate_limit', pause: 'pause', bulkhead: 'slot' } as const;

export interface RunFacts {
  readonly id: RunId;
  readonly connection: ConnectionView;
  readonly operation: string;
  readonly effect: Effect;
  /** The contract's. */
  readonly contractVersion: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}

/** Follows one run and says at any time what the journal should hold of it. */
export class RunRecorder {
  readonly facts: RunFacts;
  readonly #leaveOut: (sentence: string) => string;
  readonly #clock: Clock;
  readonly #start: number;
  readonly #startedAt: number;
  readonly #timeline: TimelineEntry[] = [];
  /** Places in the timeline of what has not ended yet. */
  #openAttempt: number | undefined;
  #openWait: number | undefined;
  #attempts = 0;
  #state: RunState = 'running';
  #durationMs: number | null = null;
  #chunks = 0;
  #sentence: string | null = null;
  #error: IntegrationError | null = null;

  /** @param leaveOut takes out of a sentence what the journal does not keep */
  constructor(clock: Clock, facts: RunFacts, leaveOut: (sentence: string) => string = (sentence) => sentence) {
    this.#clock = clock;
    this.facts = facts;
    this.#leaveOut = leaveOut;
    this.#start = clock.now();
    this.#startedAt = clock.wallNow();
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Whether the work was ever begun. */
  get begun(): boolean {
    return this.#attempts > 0;
  }

  observe(event: PolicyEvent): void {
    switch (event.type) {
      case 'attempt':
        this.#endWait();
        this.#attempts += 1;
        this.#openAttempt = this.#push({
          type: 'attempt',
          attempt: this.#attempts,
          startedAtMs: this.#now,
          durationMs: null,
          category: null,
          message: null,
        });
        return;
      case 'attempt_succeeded':
        this.#endAttempt({});
        return;
      case 'attempt_failed':
        this.#endAttempt({ category: event.category, message: this.#leaveOut(event.message) });
        return;
      case 'wait':
        this.#beginWait(reasons[event.reason], event.ms);
        return;
      case 'wait_ended':
        this.#endWait();
        return;
      case 'paused':
        this.#paused(event.ms);
        return;
      case 'retry_stopped':
      case 'circuit_opened':
      case 'circuit_probe':
      case 'circuit_closed':
      case 'cache':
      case 'late':
      case 'health_changed':
        // They are no part of a run's time: whom an open circuit refuses learns it from the attempt's error.
        return;
    }
  }

  /** Runs something that may keep the run waiting, and tells of it when it did. */
  async waitFor<T>(reason: WaitReason, ms: number | null, work: () => Promise<T>): Promise<T> {
    const startedAtMs = this.#now;
    this.#beginWait(reason, ms);
    try {
      return await work();
    } finally {
      if (this.#now - startedAtMs < shortestWaitMs) this.#forgetWait();
      else this.#endWait();
    }
  }

  /**
   * It waits for the answer of another run's call, and hears from now on what becomes of that.
   *
   * @param leader the recorder of the other run, while that one lasts
   */
  join(correlationId: string, leader: RunRecorder | undefined): void {
    this.#push({ type: 'joined', startedAtMs: this.#now, run: leader?.facts.id ?? null, correlationId });
    if (leader === undefined) return;
    const shiftMs = leader.#start - this.#start;
    for (const [place, entry] of leader.#timeline.entries()) {
      const own = this.#push(moved(entry, shiftMs));
      if (place === leader.#openAttempt) this.#openAttempt = own;
      if (place === leader.#openWait) this.#openWait = own;
    }
    this.#attempts = leader.#attempts;
  }

  succeed(sentence: string, chunks: number): void {
    this.#end('succeeded', sentence, chunks);
  }

  fail(error: IntegrationError, chunks: number): void {
    const kept = retold(error, this.#leaveOut);
    this.#error = kept;
    this.#end(kept.category === 'cancelled' ? 'cancelled' : 'failed', kept.message, chunks);
  }

  summary(): RunSummary {
    const { id, connection, operation, effect } = this.facts;
    return {
      id,
      connection: connection.id,
      connectionLabel: connection.label,
      integration: connection.integration,
      operation,
      effect,
      state: this.#state,
      startedAt: this.#startedAt,
      durationMs: this.#durationMs,
      attempts: this.#attempts,
      chunks: this.#chunks,
      sentence: this.#sentence,
      category: this.#error?.category ?? null,
    };
  }

  detail(): RunDetail {
    const { input, correlationId, contractVersion } = this.facts;
    return {
      ...this.summary(),
      contractVersion,
      input,
      correlationId,
      error: this.#error === null ? null : serializeError(this.#error),
      timeline: [...this.#timeline],
    };
  }

  get #now(): number {
    return this.#clock.now() - this.#start;
  }

  /** @returns its place; undefined when there is no room */
  #push(entry: TimelineEntry): number | undefined {
    return this.#timeline.length < mostEntries ? this.#timeline.push(entry) - 1 : undefined;
  }

  #beginWait(reason: WaitReason, ms: number | null): void {
    this.#endWait();
    const now = this.#now;
    this.#openWait = this.#push({ type: 'wait', reason, startedAtMs: now, untilMs: ms === null ? null : now + ms, durationMs: null });
  }

  get #wait(): WaitView | undefined {
    const open = this.#openWait === undefined ? undefined : this.#timeline[this.#openWait];
    return open?.type === 'wait' ? open : undefined;
  }

  /** The system asked everybody of the connection for silence: whoever stands in line waits for that from now on. */
  #paused(ms: number): void {
    const open = this.#wait;
    if (open?.reason === 'slot' || open?.reason === 'rate_limit') this.#beginWait('pause', ms);
    else if (open?.reason === 'pause') this.#amend(this.#openWait, { ...open, untilMs: Math.max(open.untilMs ?? 0, this.#now + ms) });
  }

  #endWait(): void {
    const open = this.#wait;
    if (open !== undefined) this.#amend(this.#openWait, { ...open, durationMs: this.#now - open.startedAtMs });
    this.#openWait = undefined;
  }

  /** It was the last that came, and is as if it had never been. */
  #forgetWait(): void {
    if (this.#openWait === this.#timeline.length - 1) this.#timeline.pop();
    this.#openWait = undefined;
  }

  #endAttempt(end: Partial<AttemptView>): void {
    this.#endWait();
    const open = this.#openAttempt === undefined ? undefined : this.#timeline[this.#openAttempt];
    if (open?.type === 'attempt') this.#amend(this.#openAttempt, { ...open, ...end, durationMs: this.#now - open.startedAtMs });
    this.#openAttempt = undefined;
  }

  #amend(place: number | undefined, entry: TimelineEntry): void {
    if (place !== undefined) this.#timeline[place] = entry;
  }

  #end(state: RunState, sentence: string, chunks: number): void {
    // An attempt of another run, whose answer this one did not wait for, goes on.
    this.#endWait();
    this.#state = state;
    this.#sentence = sentence;
    this.#chunks = chunks;
    this.#durationMs = this.#now;
  }
}

/** An entry on another run's time. */
function moved(entry: TimelineEntry, byMs: number): TimelineEntry {
  const startedAtMs = entry.startedAtMs + byMs;
  return entry.type === 'wait'
    ? { ...entry, startedAtMs, untilMs: entry.untilMs === null ? null : entry.untilMs + byMs }
    : { ...entry, startedAtMs };
}
