import type { ConnectionId } from './connection.ts';

/** Who asks, and for how long. */
export interface Caller {
  /** Names what a person did in every place that tells of it, up to the socket. @default a new one */
  readonly correlationId?: string | undefined;
  /** The caller's cancel. */
  readonly signal?: AbortSignal | undefined;
}

/** One operation of one connection, as somebody asks for it: `input` is not yet checked against the contract. */
export interface RunRequest extends Caller {
  readonly connection: ConnectionId;
  /** When given, the connection must be one of this integration. */
  readonly integration?: string | undefined;
  readonly operation: string;
  readonly input: unknown;
  /** From `prepare`; needed for a destructive operation. */
  readonly ticket?: string | undefined;
  /** A person's “try now”: past the cache, and as the probe of an open circuit. */
  readonly force?: boolean | undefined;
}
