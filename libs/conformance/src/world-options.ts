import type { IntegrationError } from '@wiz/core';
import type { Answer, ConnectionId } from '@wiz/engine/types';
import type { Integration } from '@wiz/integration-kit/main';
import type { Front } from './front.ts';
import type { ConnectionDetails } from './stand-in.ts';
import type { World } from './world.ts';

/** One way to ask for an operation. */
export interface Ask {
  /** @default the description's example */
  readonly input?: unknown;
  readonly signal?: AbortSignal;
  /** For a destructive operation. @default one is taken first */
  readonly ticket?: string | undefined;
  /** Past the cache, and as the probe of an open circuit. */
  readonly force?: boolean;
  /** @default the world's first connection */
  readonly connection?: ConnectionId;
}

export interface WorldOptions {
  readonly integration: Integration;
  readonly examples: Readonly<Record<string, unknown>>;
  /** Lets the engine ask the system for its health, too. @default false */
  readonly probes?: boolean;
  /** Takes every connection for good. @default false */
  readonly unverified?: boolean;
}

/** What was left behind by a call. */
export interface Left {
  readonly operation: string;
  readonly listeners: number;
}

/** How a call ended: with one of the two. */
export interface End {
  readonly answer?: Answer<unknown>;
  readonly error?: IntegrationError;
}

/** A world's connection and what it goes to. */
export interface Connected {
  readonly world: World;
  readonly front: Front;
  readonly details: ConnectionDetails;
}
