import type { AnyContract, In } from '@wiz/integration-kit/contract';

/** What the kit has to know of an integration in order to hold it to the laws: written once, beside the integration. */
export interface StandInDescription<C extends AnyContract = AnyContract> {
  /** Starts what stands in for the system, anew and alone: it answers every example well. */
  readonly start: () => Promise<RunningStandIn>;
  /** One good input for each operation. */
  readonly examples: { readonly [K in keyof C['operations']]: In<C['operations'][K]['input']> };
  /** Cells that this system cannot have, each with the reason. They are shown in the report. */
  readonly exempt?: readonly Exemption[];
}

/** Says that a law cannot hold for a system, and why. */
export interface Exemption {
  /** The law's `id`. */
  readonly law: string;
  /** @default all */
  readonly operations?: readonly string[];
  /** A whole sentence. */
  readonly reason: string;
}

/** What a person would fill in to connect. */
export interface ConnectionDetails {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** How a stand-in is reached, which decides what can go wrong on the way to it. */
export type RunningStandIn = HttpStandIn | TcpStandIn | FolderStandIn;

/** How a system is reached. */
export type Over = RunningStandIn['over'];

interface Running {
  /**
   * What makes a connection to it.
   * @param address where the kit wants it to go, which is its own proxy in front of the stand-in. http: an origin plus the
   * stand-in's path prefix; tcp: "host:port"; folder: the folder's path
   */
  readonly connection: (address: string) => ConnectionDetails;
  /** The same system as another account sees it; absent where there is only one. */
  readonly otherConnection?: (address: string) => ConnectionDetails;
  /** How many changes the system has made so far, where the kit's proxy cannot count them (tcp, folder): for “never done twice”. */
  readonly changes?: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A web server on this computer. */
export interface HttpStandIn extends Running {
  readonly over: 'http';
  /** Its origin, with its path prefix if it has one. */
  readonly origin: string;
}

/** A server that speaks a protocol of its own, as databases do. */
export interface TcpStandIn extends Running {
  readonly over: 'tcp';
  readonly host: string;
  readonly port: number;
  /** For databases: makes every operation's work hang on the server (a lock), until released. */
  readonly hold?: () => Promise<() => Promise<void>>;
  /** For databases: how much work of ours the server is doing now. */
  readonly busy?: () => Promise<number>;
}

/** A folder on this computer. */
export interface FolderStandIn extends Running {
  readonly over: 'folder';
  readonly path: string;
}
