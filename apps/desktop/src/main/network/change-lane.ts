import { orAborted } from '@wiz/core';

/**
 * Lets changes go one at a time, each over a connection of its own.
 *
 * Chromium sends a request again by itself when a kept connection breaks before an answer, also a POST that may have
 * arrived (`HttpNetworkTransaction::ShouldResendRequest`). A connection that is new is never taken for a kept one, so
 * before each change those that earlier ones have left are closed.
 */
export class ChangeLane {
  readonly #closeConnections: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  /** @param closeConnections closes every connection that changes go over */
  constructor(closeConnections: () => Promise<void>) {
    this.#closeConnections = closeConnections;
  }

  /**
   * Waits for its turn, then sends.
   *
   * @param send given the function to call when the exchange is over, whatever came of it
   * @throws the signal's reason when it aborts before the turn has come
   */
  async send<T>(signal: AbortSignal, send: (over: () => void) => T | Promise<T>): Promise<T> {
    let over: () => void = () => undefined;
    const before = this.#last;
    const ended = new Promise<void>((resolve) => {
      over = resolve;
    });
    this.#last = before.then(() => ended);
    try {
      await orAborted(before, signal);
      await orAborted(
        this.#closeConnections().catch(() => undefined),
        signal,
      );
      return await send(over);
    } catch (error) {
      over();
      throw error;
    }
  }
}
