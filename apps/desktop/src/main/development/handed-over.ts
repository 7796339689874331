import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What `npm run dev` hands to the application. */
const HandedOver = z.object({
  /** Where the contracts declare their operations, by `integration.operation`. */
  sources: z.record(z.string(), z.object({ file: z.string(), line: z.int().min(1) })),
  /** By integration. */
  standIns: z.record(
    z.string(),
    z.object({
      label: z.string(),
      config: z.record(z.string(), z.unknown()),
      secrets: z.record(z.string(), z.string()),
      /** The file that it logs to, a line of JSON each. */
      log: z.string(),
    }),
  ),
});
export type HandedOver = z.output<typeof HandedOver>;

const nothing: HandedOver = { sources: {}, standIns: {} };

/** Reads it anew each time: it is written again when a source changes. What cannot be read is as good as not there. */
export async function readHandedOver(file: string): Promise<HandedOver> {
  try {
    return HandedOver.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return nothing;
  }
}
