import { categories, isSerializedError, type ErrorCategory, type SerializedError } from '@wiz/core';
import { ConnectionId, RunId, type RunDetail, type RunSummary, type TimelineEntry } from '@wiz/engine/types';
import { z } from 'zod';
import { jsonRecord, jsonText } from './json-column.ts';

const category = z.custom<ErrorCategory>((value) => typeof value === 'string' && Object.hasOwn(categories, value)).nullable();

const span = { startedAtMs: z.number(), durationMs: z.number().nullable() };
const Entry = z.union([
  z.object({
    type: z.literal('wait'),
    reason: z.enum(['connection', 'slot', 'rate_limit', 'pause', 'retry', 'wake']),
    untilMs: z.number().nullable(),
    ...span,
  }),
  z.object({ type: z.literal('joined'), startedAtMs: z.number(), run: RunId.nullable(), correlationId: z.string() }),
  // Earlier versions kept nothing but attempts, and did not say so.
  z.object({ type: z.literal('attempt').default('attempt'), attempt: z.number(), category, message: z.string().nullable(), ...span }),
]) satisfies z.ZodType<TimelineEntry>;

const summaryColumns = {
  id: RunId,
  connection: ConnectionId,
  connection_label: z.string(),
  integration: z.string(),
  operation: z.string(),
  effect: z.enum(['read', 'idempotent', 'write', 'destructive']),
  state: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted']),
  started_at: z.number(),
  duration_ms: z.number().nullable(),
  attempts: z.number(),
  chunks: z.number(),
  sentence: z.string().nullable(),
  category,
};

const SummaryRow = z.object(summaryColumns);
const DetailRow = z.object({
  ...summaryColumns,
  input: jsonRecord,
  error: jsonText.pipe(z.custom<SerializedError>(isSerializedError)).nullable(),
  timeline: jsonText.pipe(z.array(Entry)),
  correlation_id: z.string(),
  contract_version: z.string(),
});

/** A row of the journal's list, checked; undefined for one that this version did not write. */
export function toRunSummary(row: unknown): RunSummary | undefined {
  const parsed = SummaryRow.safeParse(row);
  return parsed.success ? summary(parsed.data) : undefined;
}

/** A whole row of the journal, checked; undefined for one that this version did not write. */
export function toRunDetail(row: unknown): RunDetail | undefined {
  const parsed = DetailRow.safeParse(row);
  if (!parsed.success) return undefined;
  const { input, error, timeline, correlation_id: correlationId, contract_version: contractVersion } = parsed.data;
  return { ...summary(parsed.data), contractVersion, input, error, timeline, correlationId };
}

function summary(row: z.infer<typeof SummaryRow>): RunSummary {
  const { id, connection, integration, operation, effect, state, attempts, chunks, sentence } = row;
  return {
    ...{ id, connection, integration, operation, effect, state, attempts, chunks, sentence },
    category: row.category,
    connectionLabel: row.connection_label,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
  };
}
