import { z } from 'zod';
import { faultOf, faultSentences, type MessageFault } from '../message-size.ts';
import { batchSize, batchText, type ToMain } from '../wire.ts';

/** It becomes a header of what is sent to a system: nothing may stand in it that could not. */
const id = z.string().regex(/^[\w:.-]{3,100}$/);
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
  z.strictObject({ method: z.literal('ack.piece'), id, count: z.int().min(1) }),
]);

/** Just enough of a message to be able to answer it. */
const answerable = z.object({ method: z.literal('request'), operation: z.object({ id }) });

export type Opened =
  | { readonly ok: true; readonly message: ToMain }
  /** `id` when the sender waits for an answer. */
  | { readonly ok: false; readonly fault: MessageFault | 'malformed'; readonly sentence: string; readonly id: string | undefined };

export interface OpenedBatch {
  /** In the order in which they were sent. */
  readonly messages: readonly Opened[];
  /** Whether they came as a batch, so that answers go as such. */
  readonly isBatch: boolean;
}

/** Looks at what a window has sent before anything else does. Never throws. */
export function openEnvelopes(raw: unknown): OpenedBatch {
  if (typeof raw !== 'object' || raw === null || !('method' in raw) || raw.method !== 'batch')
    return { messages: [openEnvelope(raw)], isBatch: false };
  const list = Object.keys(raw).length === 2 && 'messages' in raw ? listIn(raw.messages) : undefined;
  // `Array.from` also calls for a hole in the list, which a clone keeps and `map` would leave as it is.
  return { messages: list === undefined ? [refused(raw, faultOf(raw))] : Array.from(list, openEnvelope), isBatch: true };
}

/** The messages of a batch: as text, or the one that is no JSON. Undefined when it is neither. */
function listIn(messages: unknown): readonly unknown[] | undefined {
  if (typeof messages !== 'string') return Array.isArray(messages) && messages.length === 1 ? messages : undefined;
  if (messages.length > batchText) return undefined;
  try {
    const list: unknown = JSON.parse(messages);
    return Array.isArray(list) && list.length <= batchSize ? list : undefined;
  } catch {
    return undefined;
  }
}

function openEnvelope(raw: unknown): Opened {
  const fault = faultOf(raw);
  if (fault === undefined) {
    const parsed = envelope.safeParse(raw);
    if (parsed.success) return { ok: true, message: parsed.data };
  }
  return refused(raw, fault);
}

function refused(raw: unknown, fault: MessageFault | undefined): Opened {
  const known = answerable.safeParse(raw);
  const sentence =
    fault === undefined ? 'The main process does not know this request. Restart Project Wiz, then try again.' : faultSentences[fault];
  return { ok: false, fault: fault ?? 'malformed', sentence, id: known.success ? known.data.operation.id : undefined };
}
