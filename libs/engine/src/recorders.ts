import type { Call, Clock, PolicyEvent } from '@wiz/core';
import type { ConnectionRuntime } from './connection-runtime.ts';
import { RunRecorder, type RunFacts } from './run-recorder.ts';
import type { RunDetail, RunId } from './types/index.ts';

/** The recorders of the runs that are under way. */
export class Recorders {
  readonly #clock: Clock;
  readonly #byCorrelation = new Map<string, RunRecorder>();
  /** Those that wait for the answer of another run's call, by that one's correlation id. */
  readonly #joined = new Map<string, Set<RunRecorder>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Its run's time begins now. @param leaveOut takes out of a sentence what the journal does not keep */
  open(facts: RunFacts, leaveOut: (sentence: string) => string): RunRecorder {
    const recorder = new RunRecorder(this.#clock, facts, leaveOut);
    this.#byCorrelation.set(facts.correlationId, recorder);
    return recorder;
  }

  /** Whether a run with this correlation id is under way. */
  has(correlationId: string): boolean {
    return this.#byCorrelation.has(correlationId);
  }

  close(recorder: RunRecorder): void {
    this.#byCorrelation.delete(recorder.facts.correlationId);
    this.leave(recorder);
  }

  /** It waits for nobody else's answer any more. */
  leave(recorder: RunRecorder): void {
    for (const [correlationId, followers] of this.#joined)
      if (followers.delete(recorder) && followers.size === 0) this.#joined.delete(correlationId);
  }

  /** A run that is under way, as it is now. */
  detail(id: RunId): RunDetail | undefined {
    for (const recorder of this.#byCorrelation.values()) if (recorder.facts.id === id) return recorder.detail();
    return undefined;
  }

  /** Where the policies of every connection report to. */
  observe(runtime: Pick<ConnectionRuntime, 'connection'>, event: PolicyEvent, call: Call | undefined): void {
    if (event.type === 'paused') {
      for (const recorder of this.#byCorrelation.values())
        if (recorder.facts.connection.id === runtime.connection.id) recorder.observe(event);
    }
    if (call === undefined) return;
    const recorder = this.#byCorrelation.get(call.correlationId);
    if (event.type === 'cache' && event.result === 'joined') {
      if (recorder !== undefined) this.#join(recorder, event.correlationId);
      return;
    }
    recorder?.observe(event);
    for (const follower of this.#joined.get(call.correlationId) ?? []) follower.observe(event);
  }

  #join(recorder: RunRecorder, correlationId: string): void {
    recorder.join(correlationId, this.#byCorrelation.get(correlationId));
    const followers = this.#joined.get(correlationId) ?? new Set();
    followers.add(recorder);
    this.#joined.set(correlationId, followers);
  }
}
