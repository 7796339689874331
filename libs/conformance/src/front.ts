import type { Over } from './stand-in.ts';

/**
 * What the kit puts in front of a stand-in: the connection under test goes to it, so that it sees what is sent and can let
 * things go wrong on the way. Every kind of system has its own; what one cannot do is left out, and the laws that need it are
 * “not applicable” there. Pieces of work (http: requests; tcp: questions) are counted from 0, since the last `restart`.
 */
export interface Front {
  readonly over: Over;
  /** Where connections are made to. */
  readonly address: string;
  /** Pieces of work that came since `restart`. */
  readonly arrived: number;
  /** Those that are not answered yet and whose client is still there. */
  readonly underWay: number;
  /** Connections that are open now. */
  readonly open: number;
  /** Everything that was sent since `restart`, as text: for looking whether credentials of another connection are in it. */
  readonly sent: () => string;
  /** Everything that the system holds, where that can be looked at: for whether it was changed. */
  readonly state?: () => Promise<string>;
  /** Counts anew, and lets everything through again. */
  readonly restart: () => void;
  /** Answers nothing any more, from the given piece of work on. */
  readonly hang?: (from: number) => void;
  /** Has one piece of work done, but loses its answer. */
  readonly loseAnswer?: (at: number) => void;
  /** Takes no connection any more, as if the system were switched off; what is open is cut. */
  readonly refuse?: () => Promise<void>;
  readonly close: () => Promise<void>;
}
