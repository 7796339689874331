// What goes between `idle.ts` and the measuring side inside Electron.

/** What `idle.ts` asks for, as JSON in WIZ_BENCH. */
export interface IdleOrder {
  readonly url: string;
  /** One a connection. */
  readonly tokens: readonly string[];
  readonly seconds: number;
  /** Seconds between two looks. */
  readonly every: number;
}

export interface IdleResults {
  readonly electron: string;
  /** By kind of process, in % of one core; one entry a look. */
  readonly samples: readonly Readonly<Record<string, number>>[];
}
