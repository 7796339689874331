import { abortError, throwIfAborted, type IntegrationError, type StreamState } from '@wiz/core';
import type { Progress, StreamEvent } from './types/index.ts';

/** Chunks that may wait for the reader before the handler has to. */
const capacity = 16;

/**
 * Between a handler that pushes chunks and a reader that pulls events: bounded, so that a slow reader slows the
 * handler down instead of filling memory. Progress is never queued; only the newest is kept.
 */
export class StreamGate implements StreamState {
  readonly idleMs: number | null;
  #started = false;
  #count = 0;
  #ended = false;
  #failure: IntegrationError | undefined;
  #progress: StreamEvent<unknown, unknown> | undefined;
  readonly #queue: StreamEvent<unknown, unknown>[] = [];
  readonly #activity = new Set<() => void>();
  readonly #room = new Set<() => void>();
  #wakeReader: (() => void) | undefined;

  constructor(idleMs: number | null) {
    this.idleMs = idleMs;
  }

  get started(): boolean {
    return this.#started;
  }

  /** Chunks delivered so far. */
  get count(): number {
    return this.#count;
  }

  onActivity(listener: () => void): () => void {
    this.#activity.add(listener);
    return () => {
      this.#activity.delete(listener);
    };
  }

  report(runId: Extract<StreamEvent<unknown, unknown>, { type: 'progress' }>['runId'], progress: Progress): void {
    if (this.#ended) return;
    this.#progress = { type: 'progress', runId, progress };
    this.#stir();
  }

  /** Resolves when there is room for another; rejects with the signal's reason once the call is over. */
  async push(chunk: unknown, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.#started = true;
    this.#count += 1;
    this.#queue.push({ type: 'chunk', chunk });
    this.#stir();
    while (this.#queue.length >= capacity) {
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          this.#room.delete(enter);
          reject(abortError(signal));
        };
        this.#room.add(enter);
        signal.addEventListener('abort', leave, { once: true });
      });
    }
  }

  /** After this the reader gets what is queued, then the last event. */
  finish(last: StreamEvent<unknown, unknown>): void {
    this.#queue.push(last);
    this.#ended = true;
    this.#stir();
  }

  /** After this the reader gets what is queued, then the error. */
  fail(error: IntegrationError): void {
    this.#failure = error;
    this.#ended = true;
    this.#stir();
  }

  /** The events in order, until `finish` or `fail`. For one reader. */
  async *events(): AsyncGenerator<StreamEvent<unknown, unknown>, void> {
    for (;;) {
      const progress = this.#progress;
      if (progress !== undefined) {
        this.#progress = undefined;
        yield progress;
      }
      const next = this.#queue.shift();
      if (next !== undefined) {
        // Taking is a sign of life too: a slow reader must not look like a silent system.
        for (const listener of this.#activity) listener();
        const [waiting] = this.#room;
        if (waiting !== undefined) {
          this.#room.delete(waiting);
          waiting();
        }
        yield next;
        continue;
      }
      if (this.#progress !== undefined) continue;
      if (this.#ended) {
        if (this.#failure !== undefined) throw this.#failure;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
  }

  #stir(): void {
    for (const listener of this.#activity) listener();
    const wake = this.#wakeReader;
    this.#wakeReader = undefined;
    wake?.();
  }
}
