import { measure } from './measure.ts';
import { batchSize, batchText, type Messages } from './wire.ts';

/**
 * After so many rounds of microtasks in which nothing came, what waits is handed over. They cost a few microseconds in all, and
 * it takes a stream some twenty to its next event.
 */
const patience = 40;

export interface MessageBatchOptions {
  /** Hands over what has come together. */
  readonly send: (messages: Messages) => void;
  /** These could not be handed over; must not throw. */
  readonly onLost: (messages: readonly unknown[], error: unknown) => void;
}

/**
 * Puts the messages of one turn together: each hand-over between two processes costs more than a small message itself.
 * Messages keep their order. What JSON cannot say exactly, and what is heavy, goes at once and by itself, as it is.
 */
export class MessageBatch {
  readonly #options: MessageBatchOptions;
  #waiting: { readonly message: unknown; readonly text: string }[] = [];
  #length = 0;
  #roundsLeft = 0;
  readonly #settled = Promise.resolve();

  constructor(options: MessageBatchOptions) {
    this.#options = options;
  }

  /** @param isJson when that is known already */
  post(message: unknown, isJson = measure(message)?.isJson ?? false): void {
    if (!isJson) {
      this.#flush();
      this.#hand([message], [message]);
      return;
    }
    const text = JSON.stringify(message);
    if (this.#length + text.length > batchText / 2) this.#flush();
    this.#waiting.push({ message, text });
    this.#length += text.length + 1;
    if (this.#waiting.length === batchSize) this.#flush();
    const isIdle = this.#roundsLeft === 0;
    this.#roundsLeft = patience;
    if (isIdle) this.#next();
  }

  /** By itself, after what waits: the other side shall handle it in a task of its own. */
  postAlone(message: unknown, isJson: boolean): void {
    this.#flush();
    this.post(message, isJson);
    this.#flush();
  }

  /** Hands over what waits, now. */
  #flush(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    this.#hand(
      `[${waiting.map(({ text }) => text).join()}]`,
      waiting.map(({ message }) => message),
    );
  }

  /** By a promise: `queueMicrotask` costs many times as much, in Node and in the page. */
  #next(): void {
    void this.#settled.then(() => {
      this.#roundsLeft -= 1;
      if (this.#roundsLeft > 0) this.#next();
      else this.#flush();
    });
  }

  #hand(messages: Messages, originals: readonly unknown[]): void {
    try {
      this.#options.send(messages);
    } catch (error) {
      this.#options.onLost(originals, error);
    }
  }
}
