import { z } from 'zod';

/** What a person may set for one connection, within the specification's limits. What is left out takes the default. */
export const PolicyOverrides = z.strictObject({
  /** One attempt, 1000 to 60000 ms. @default what the operation says, else 30000 */
  timeoutMs: z.int().min(1000).max(60_000).optional(),
  /** Requests a minute, 1 to 1000. @default what the contract says, else 60 for remote systems and none for local ones */
  perMinute: z.int().min(1).max(1000).optional(),
  /** Further attempts after the first, 0 to 5. @default 3 */
  retries: z.int().min(0).max(5).optional(),
  /** Failures in a row that open the circuit, 1 to 10. @default 5 */
  breakerFailures: z.int().min(1).max(10).optional(),
});
export type PolicyOverrides = z.infer<typeof PolicyOverrides>;
