import type { CallId } from '../wire.ts';
import type { Credit } from './credit.ts';

/** What the guard hands to the router for one call. Made without I/O and without a way to throw. */
export interface CallContext {
  /** Unique, and the same in the window: what everything that is told of this call is found by. */
  readonly id: CallId;
  /** Aborts when the caller gives up, and when its page is left, crashes or is closed. */
  readonly signal: AbortSignal;
  /** Room for the events of a subscription. */
  readonly credit: Pick<Credit, 'take'>;
  /** Ends the call from this side. */
  stop(): void;
}
