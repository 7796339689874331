import { z } from 'zod';

/** Names one connection. Branded, so that no other string passes for it. */
export const ConnectionId = z.string().min(1).max(64).brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof ConnectionId>;

/** One configured account of an integration, as the window sees it. */
export interface ConnectionView {
  readonly id: ConnectionId;
  readonly integration: string;
  readonly label: string;
  /** The remote account's stable name, for a folder its real path. */
  readonly account: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a person fills in. */
export interface ConnectionDraft {
  readonly integration: string;
  /** Empty or absent takes the suggested one. */
  readonly label?: string | undefined;
  readonly config: unknown;
}

/** What a trial of a draft found. */
export interface Verified {
  readonly account: string;
  readonly label: string;
}
