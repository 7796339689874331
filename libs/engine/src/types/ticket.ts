/** Leave to run one destructive operation once, for exactly the input that was shown. */
export interface Ticket {
  /** One-time token. */
  readonly token: string;
  /** What exactly will happen. */
  readonly summary: string;
  readonly details: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}
