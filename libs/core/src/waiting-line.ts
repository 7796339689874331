import { abortError, onAbort } from './abort.ts';
import type { Call } from './call.ts';
import { IntegrationError } from './integration-error.ts';

/** What of a call ends its waiting. */
export type Waiting = Pick<Call, 'signal' | 'admission'>;

interface Place<T> {
  readonly ticket: T;
  readonly call: Waiting;
  readonly begin: () => void;
  readonly refuse: (error: Error) => void;
  readonly unhook: (() => void)[];
  previous: Place<T> | undefined;
  next: Place<T> | undefined;
}

/**
 * Callers that wait their turn, first come, first served. Joining, leaving from the middle and being admitted each
 * cost the same however many wait; an aborted one leaves at once, and so does one whose admission has ended.
 *
 * A linked list, because taking the first of a `Set` walks over everything that was taken before.
 */
export class WaitingLine<T> {
  readonly #onLeave: (ticket: T) => void;
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #size = 0;

  /** @param onLeave told of everyone who leaves because a signal aborted, once they are out of the line */
  constructor(onLeave: (ticket: T) => void = () => undefined) {
    this.#onLeave = onLeave;
  }

  get size(): number {
    return this.#size;
  }

  /** What the first in line came with. */
  get first(): T | undefined {
    return this.#first?.ticket;
  }

  /**
   * Settles as `begin` does once admitted. Rejects when a signal of the call aborts before, with `overloaded` when that
   * is for lack of time, as nothing was sent and the other side is not to blame; or with the error of `refuse`. `begin`
   * runs within `admit` and not a moment later, when an abort would meet neither the line nor the work.
   *
   * @param call whose signal has not aborted, and whose admission has not ended yet
   * @param begin must not throw
   */
  join<R>(call: Waiting, ticket: T, begin: () => Promise<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      const place: Place<T> = {
        ticket,
        call,
        begin: () => {
          resolve(begin());
        },
        refuse: reject,
        unhook: [],
        previous: this.#last,
        next: undefined,
      };
      if (this.#last === undefined) this.#first = place;
      else this.#last.next = place;
      this.#last = place;
      this.#size += 1;
      const leave = (): void => {
        const reason = reasonToLeave(call);
        if (reason === undefined) return;
        this.#remove(place);
        reject(reason);
        this.#onLeave(ticket);
      };
      place.unhook.push(onAbort(call.signal, leave));
      if (call.admission !== undefined) place.unhook.push(call.admission.onEnd(leave));
    });
  }

  /**
   * Lets the first go, or sends it away when its signal has aborted this very moment and it has not been told yet.
   *
   * @returns whether someone's work has begun
   */
  admit(): boolean {
    const place = this.#first;
    if (place === undefined) return false;
    this.#remove(place);
    const reason = reasonToLeave(place.call);
    if (reason === undefined) place.begin();
    else place.refuse(reason);
    return reason === undefined;
  }

  /** Sends everyone away for whom there is an error, from the first to the last. */
  refuse(errorFor: (ticket: T) => Error | undefined): void {
    for (let place = this.#first; place !== undefined; place = place.next) {
      const error = errorFor(place.ticket);
      if (error === undefined) continue;
      this.#remove(place);
      place.refuse(error);
    }
  }

  #remove(place: Place<T>): void {
    const { previous, next } = place;
    for (const unhook of place.unhook) unhook();
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    this.#size -= 1;
  }
}

function reasonToLeave({ signal, admission }: Waiting): IntegrationError | undefined {
  if (signal.aborted) {
    const reason = abortError(signal);
    return reason.category === 'timeout_error' ? cameToNothing(reason) : reason;
  }
  return admission?.refusal;
}

function cameToNothing(cause: IntegrationError): IntegrationError {
  return new IntegrationError('overloaded', 'Its turn did not come in time, so nothing was sent. Try again in a moment.', {
    retryable: false,
    cause,
  });
}
