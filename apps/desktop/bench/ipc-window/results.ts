/** One figure a round. */
export type Samples = Record<'raw' | 'guarded' | 'governed', number[]>;

/** The longest standstills in each round, in milliseconds. */
export interface Standstills {
  readonly seconds: number[];
  /** By its timer, and by the processor time within; see `loop-watch.ts`. */
  readonly mainLateMs: number[];
  readonly mainBusyMs: number[];
  /** The page's. Empty where it was not looked at. */
  readonly pageMs: number[];
}

/** What the page hands over at the end. */
export interface Results {
  /** Microseconds a call. */
  readonly oneAfterAnother: Samples;
  /** Microseconds a call. */
  readonly atOnce: Samples;
  readonly streams: Record<'feed' | 'governedFeed', Standstills>;
  readonly large: Record<'rows' | 'text', Record<'raw' | 'guarded', Standstills>>;
  /** What a block of 100 ms, made on purpose, looked like to the same instruments. */
  readonly check: { readonly pageMs: number; readonly mainLateMs: number; readonly mainBusyMs: number };
}
