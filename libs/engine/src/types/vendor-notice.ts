import { z } from 'zod';

/** The end of something that a connection uses, as the system itself announces it. */
export const VendorNotice = z.object({
  /** `deprecation`: it should not be used any more. `sunset`: it will not answer any more. */
  kind: z.enum(['deprecation', 'sunset']),
  /** From when on, in milliseconds since 1970, past or future; null where that is not said. */
  at: z.number().nullable(),
  /** A page of the vendor about it, `https:`; null for none. */
  link: z.string().startsWith('https://').max(2048).nullable(),
  /** Whose answer said so; also the name of the health probe. */
  operation: z.string(),
});
export type VendorNotice = z.infer<typeof VendorNotice>;
