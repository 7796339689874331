import type { CircuitReport, HealthReport, MetricsSnapshot } from '@wiz/core';
import type { ConnectionId } from './connection.ts';
import type { VendorNotice } from './vendor-notice.ts';

/** How one connection is doing. A plain object; moments are milliseconds since 1970. */
export interface ConnectionState {
  readonly connection: ConnectionId;
  readonly health: HealthReport;
  readonly circuit: {
    readonly at: CircuitReport['state'];
    /** When the next try is possible; null while it is closed. */
    readonly nextTryAt: number | null;
    readonly lastFailure: string | null;
  };
  readonly budget: {
    /** Null for none. */
    readonly perMinute: number | null;
    /** Calls that wait for it. */
    readonly waiting: number;
    /** When the system asked us to come back; null while nothing is held. */
    readonly pausedUntil: number | null;
  };
  /** Calls under way. */
  readonly running: number;
  /** The keychain does not open its secrets: a person has to fill them in again. The sentence says why. */
  readonly reconnect: string | null;
  /**
   * Its settings were saved by another version and do not fit this one, or this version does not have its integration, so it
   * is not used before a person has done something. The sentence says what; null when all is well.
   */
  readonly attention: string | null;
  /**
   * The computer has just woken or the network changed, and it has not answered since: it is asked again and again, and nobody
   * alarmed. Its health is `unknown` meanwhile, whatever it was before.
   */
  readonly reconnecting: boolean;
  /** What the system announces of the end of what is used of it: at most one of each kind, the most pressing first. */
  readonly notices: readonly VendorNotice[];
}

/** What a connection's calls cost and how they went. */
export interface ConnectionMetrics {
  readonly connection: ConnectionId;
  readonly metrics: MetricsSnapshot;
}
