import { z } from 'zod';
import { faultOf, faultSentences, type MessageFault } from '../message-size.ts';
import type { ToMain } from '../wire.ts';

const id = z.string().min(3).max(100);
const path = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9]*$/);

/** Strict: a message with anything unexpected in it is not ours. */
const envelope = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('request'),
    operation: z.strictObject({ id, type: z.enum(['query', 'mutation', 'subscription']), path, input: z.unknown() }),
  }),
  z.strictObject({ method: z.literal('subscription.stop'), id }),
  z.strictObject({ method: z.literal('cancel'), id }),
  z.strictObject({ method: z.literal('ack'), id, count: z.int().min(1) }),
]);

/** Just enough of a message to be able to answer it. */
const answerable = z.object({ method: z.literal('request'), operation: z.object({ id }) });

export type Opened =
  | { readonly ok: true; readonly message: ToMain }
  /** `id` when the sender waits for an answer. */
  | { readonly ok: false; readonly fault: MessageFault | 'malformed'; readonly sentence: string; readonly id: string | undefined };

/** Looks at a message before anything else does. Never throws. */
export function openEnvelope(raw: unknown): Opened {
  const fault = faultOf(raw);
  if (fault === undefined) {
    const parsed = envelope.safeParse(raw);
    if (parsed.success) return { ok: true, message: parsed.data };
  }
  const known = answerable.safeParse(raw);
  const sentence =
    fault === undefined ? 'The main process does not know this request. Restart Project Wiz, then try again.' : faultSentences[fault];
  return { ok: false, fault: fault ?? 'malformed', sentence, id: known.success ? known.data.operation.id : undefined };
}
