/** What stands in for a system while the application is developed, as its form takes it. */
export interface StandInView {
  readonly label: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the stand-in, and good for nothing else. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a developer wants to know of a run beside what the journal keeps. */
export interface RunOrigin {
  /** Where the contract declares its operation; null when it was not found. */
  readonly source: { readonly file: string; readonly line: number } | null;
  /** What the stand-in logged of it, oldest first; null where there is no stand-in. */
  readonly log: readonly { readonly at: number; readonly text: string }[] | null;
}
