import { abortError, onAbort } from './abort.ts';
import type { Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { IntegrationError } from './integration-error.ts';
import { outOfTime } from './overloaded.ts';

/** What of a call ends its waiting. */
export type Waiting = Pick<Call, 'signal' | 'admission' | 'deadlineAt'>;

interface Place<T> {
  readonly ticket: T;
  readonly call: Waiting;
  readonly begin: () => void;
  readonly refuse: (error: Error) => void;
  /** What stops its listening, and its timer. */
  offAbort: (() => void) | undefined;
  offAdmission: (() => void) | undefined;
  offDeadline: (() => void) | undefined;
  previous: Place<T> | undefined;
  next: Place<T> | undefined;
}

/**
 * Callers that wait their turn, first come, first served. Joining, leaving from the middle and being admitted each
 * cost the same however many wait; an aborted one leaves at once, and so does one whose admission has ended or whose
 * deadline has come.
 *
 * A linked list, because taking the first of a `Set` walks over everything that was taken before.
 */
export class WaitingLine<T> {
  readonly #clock: Clock;
  readonly #onLeave: (ticket: T) => void;
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #size = 0;

  /** @param onLeave told of everyone who leaves by themselves, once they are out of the line */
  constructor(clock: Clock, onLeave: (ticket: T) => void = () => undefined) {
    this.#clock = clock;
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
   * Settles as `begin` does once admitted. Rejects when the call ends before, with `overloaded` when that is for lack
   * of time, as nothing was sent and the other side is not to blame; or with the error of `refuse`. `begin`
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
        offAbort: undefined,
        offAdmission: undefined,
        offDeadline: undefined,
        previous: this.#last,
        next: undefined,
      };
      if (this.#last === undefined) this.#first = place;
      else this.#last.next = place;
      this.#last = place;
      this.#size += 1;
      const leave = (): void => {
        this.#remove(place);
        reject(this.#reasonToLeave(call) ?? outOfTime());
        this.#onLeave(ticket);
      };
      place.offAbort = onAbort(call.signal, leave);
      place.offAdmission = call.admission?.onEnd(leave);
      if (call.deadlineAt !== undefined) place.offDeadline = this.#clock.at(call.deadlineAt, leave);
    });
  }

  /**
   * Lets the first go, or sends it away when its call has ended this very moment and it has not been told yet: one
   * signal may end several, and after a sleep of the computer several deadlines have come at once.
   *
   * @returns whether someone's work has begun
   */
  admit(): boolean {
    const place = this.#first;
    if (place === undefined) return false;
    this.#remove(place);
    const reason = this.#reasonToLeave(place.call);
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
    place.offAbort?.();
    place.offAdmission?.();
    place.offDeadline?.();
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    this.#size -= 1;
  }

  #reasonToLeave({ signal, admission, deadlineAt }: Waiting): IntegrationError | undefined {
    if (signal.aborted) {
      const reason = abortError(signal);
      return reason.category === 'timeout_error' ? outOfTime(reason) : reason;
    }
    if (deadlineAt !== undefined && deadlineAt <= this.#clock.now()) return outOfTime();
    return admission?.refusal;
  }
}
