/** One thing that a stand-in has seen or done. */
export interface StandInLogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without credentials. */
  readonly text: string;
  /** What the sender calls it: the correlation id of the run, by which the journal finds the line. */
  readonly requestId?: string | undefined;
}

/** What stands in for a system while the application is developed. */
export interface DevStandIn {
  /** What a connection to it is set up with; the secrets are good for nothing else. */
  readonly connection: {
    readonly label: string;
    readonly config: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
  };
  close(): Promise<void>;
}

/** Where a stand-in may keep things. */
export interface DevStandInPlace {
  /** A folder of its own that lasts from one session to the next; it need not exist yet. */
  readonly folder: string;
}

/**
 * Starts a stand-in for `npm run dev` and for `nx run integration-<id>:call --stand-in`: an integration's
 * `@wiz/integration-<id>/testing` exports one of these as `devStandIn`.
 *
 * @param log takes what happens; without a place, nothing outlasts `close`
 */
export type StartDevStandIn = (log: (line: StandInLogLine) => void, place?: DevStandInPlace) => Promise<DevStandIn>;
