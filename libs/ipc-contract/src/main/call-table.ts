import { cancelled } from '@wiz/core';
import { pieceWindow, streamWindow } from '../wire.ts';
import type { CallContext } from './call-context.ts';
import { Credit } from './credit.ts';

/** One call of one page, from its request to its last answer. */
export class OpenCall implements CallContext {
  readonly id: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly credit = new Credit(streamWindow);
  /** Room for the pieces of heavy answers. */
  readonly pieceCredit = new Credit(pieceWindow);
  readonly #abort = new AbortController();
  /** True once its page is gone: nothing may be sent any more. */
  closed = false;
  /** True once an error was sent: nothing may follow it. */
  failed = false;
  /** True once the caller has given up, or is gone. */
  isLeft = false;
  /** Called when that happens. */
  onLeft: (() => void) | undefined;

  constructor(id: string, type: OpenCall['type']) {
    this.id = id;
    this.type = type;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  stop(): void {
    this.#abort.abort(cancelled());
  }

  /** Ends the call from the caller's side. */
  leave(): void {
    this.isLeft = true;
    this.stop();
    this.onLeft?.();
  }
}

/** The open calls of every window. */
export class CallTable {
  readonly #pages = new Map<number, Map<string, OpenCall>>();

  /** Calls that are open in one window. */
  count(page: number): number {
    return this.#pages.get(page)?.size ?? 0;
  }

  get(page: number, id: string): OpenCall | undefined {
    return this.#pages.get(page)?.get(id);
  }

  add(page: number, call: OpenCall): void {
    const calls = this.#pages.get(page) ?? new Map<string, OpenCall>();
    this.#pages.set(page, calls.set(call.id, call));
  }

  remove(page: number, call: OpenCall): void {
    const calls = this.#pages.get(page);
    if (calls?.get(call.id) === call) calls.delete(call.id);
    if (calls?.size === 0) this.#pages.delete(page);
  }

  /** Ends every call of a window whose page is gone. */
  close(page: number): void {
    const calls = this.#pages.get(page);
    this.#pages.delete(page);
    for (const call of calls?.values() ?? []) {
      call.closed = true;
      call.leave();
    }
  }
}
