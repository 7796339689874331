import { serializeError, type Clock, type Effect, type IntegrationError, type PolicyEvent } from '@wiz/core';
import type { AttemptView, ConnectionView, RunDetail, RunId, RunState, RunSummary } from './types/index.ts';

export interface RunFacts {
  readonly id: RunId;
  readonly connection: ConnectionView;
  readonly operation: string;
  readonly effect: Effect;
  readonly input: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}

/** Follows one run and says at any time what the journal should hold of it. */
export class RunRecorder {
  readonly #clock: Clock;
  readonly #facts: RunFacts;
  readonly #start: number;
  readonly #startedAt: number;
  readonly #timeline: AttemptView[] = [];
  #state: RunState = 'running';
  #durationMs: number | null = null;
  #chunks = 0;
  #sentence: string | null = null;
  #error: IntegrationError | null = null;

  constructor(clock: Clock, facts: RunFacts) {
    this.#clock = clock;
    this.#facts = facts;
    this.#start = clock.now();
    this.#startedAt = clock.wallNow();
  }

  get attempts(): number {
    return this.#timeline.length;
  }

  /** Whether the work was ever begun. */
  get begun(): boolean {
    return this.#timeline.length > 0;
  }

  observe(event: PolicyEvent): void {
    const now = this.#clock.now() - this.#start;
    switch (event.type) {
      case 'attempt':
        this.#timeline.push({ attempt: event.attempt, startedAtMs: now, durationMs: null, category: null, message: null, waitMs: null });
        return;
      case 'attempt_succeeded':
        this.#amend(({ startedAtMs }) => ({ durationMs: now - startedAtMs }));
        return;
      case 'attempt_failed':
        this.#amend(({ startedAtMs }) => ({ durationMs: now - startedAtMs, category: event.category, message: event.message }));
        return;
      case 'wait':
        if (event.reason === 'retry') this.#amend(() => ({ waitMs: event.ms }));
        return;
      case 'retry_stopped':
      case 'paused':
      case 'circuit_opened':
      case 'circuit_probe':
      case 'circuit_closed':
      case 'cache':
      case 'late':
      case 'health_changed':
        // Not shown in a run's timeline yet.
        return;
    }
  }

  succeed(sentence: string, chunks: number): void {
    this.#end('succeeded', sentence, chunks);
  }

  fail(error: IntegrationError, chunks: number): void {
    this.#error = error;
    this.#end(error.category === 'cancelled' ? 'cancelled' : 'failed', error.message, chunks);
  }

  summary(): RunSummary {
    const { id, connection, operation, effect } = this.#facts;
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
      attempts: this.attempts,
      chunks: this.#chunks,
      sentence: this.#sentence,
      category: this.#error?.category ?? null,
    };
  }

  detail(): RunDetail {
    const { input, correlationId } = this.#facts;
    return {
      ...this.summary(),
      input,
      correlationId,
      error: this.#error === null ? null : serializeError(this.#error),
      timeline: [...this.#timeline],
    };
  }

  /** Changes the newest attempt. */
  #amend(change: (last: AttemptView) => Partial<AttemptView>): void {
    const last = this.#timeline.at(-1);
    if (last !== undefined) this.#timeline[this.#timeline.length - 1] = { ...last, ...change(last) };
  }

  #end(state: RunState, sentence: string, chunks: number): void {
    this.#state = state;
    this.#sentence = sentence;
    this.#chunks = chunks;
    this.#durationMs = this.#clock.now() - this.#start;
  }
}
