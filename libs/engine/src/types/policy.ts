import { z } from 'zod';

/** What holds where nobody says anything, and the specification’s limits for what a person may say; whole numbers. */
export const policyLimits = {
  /** Milliseconds for one attempt. */
  timeoutMs: { min: 1000, max: 60_000, standard: 30_000 },
  /** Requests a minute. The standard is that of remote systems; local ones have none. */
  perMinute: { min: 1, max: 1000, standard: 60 },
  /** Further attempts after the first. */
  retries: { min: 0, max: 5, standard: 3 },
  /** Failures in a row that open the circuit. */
  breakerFailures: { min: 1, max: 10, standard: 5 },
} as const;

function within({ min, max }: { readonly min: number; readonly max: number }): z.ZodOptional<z.ZodInt> {
  return z.int().min(min).max(max).optional();
}

/** What a person may set for one connection. What is left out takes the contract’s word, else the standard of `policyLimits`. */
export const PolicyOverrides = z.strictObject({
  timeoutMs: within(policyLimits.timeoutMs),
  perMinute: within(policyLimits.perMinute),
  retries: within(policyLimits.retries),
  breakerFailures: within(policyLimits.breakerFailures),
});
export type PolicyOverrides = z.infer<typeof PolicyOverrides>;

/** What of a contract says how many requests it stands. */
interface Budgeted {
  readonly kind: string;
  readonly budget?: { readonly perMinute: number } | null | undefined;
}

const local: ReadonlySet<string> = new Set(['filesystem', 'database']);

/** Requests a minute of a connection of this contract for which nobody has set anything; null for no limit. */
export function contractPerMinute({ budget, kind }: Budgeted): number | null {
  if (budget === undefined) return local.has(kind) ? null : policyLimits.perMinute.standard;
  return budget?.perMinute ?? null;
}
