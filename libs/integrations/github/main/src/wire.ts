import { IntegrationError } from '@wiz/core';
import { parse } from '@wiz/integration-kit/contract';
import { z } from 'zod';

// The pieces of GitHub's answers that several nouns share. Of everything only what is needed is read: what is added
// tomorrow is ignored, and what is missing today may be null here wherever GitHub's own description says so.

/** A moment as GitHub writes it, such as `2011-04-14T16:00:49Z`; milliseconds since 1970 once it is read. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A page for people. Nothing else may be opened from a result. */
export const webPage = z.string().regex(/^https?:\/\//);

/** Somebody; null, or nothing, when the account is gone. */
export const user = z.object({ login: z.string() }).nullish();

/** What GitHub itself shows for an account that is gone. */
export function loginOf(somebody: z.infer<typeof user>): string {
  return somebody?.login ?? 'ghost';
}

/** Labels come as objects, in old places as names alone. */
export const labels = z.array(z.union([z.string(), z.object({ name: z.string().nullish() })]));

export function labelNames(given: z.infer<typeof labels>): string[] {
  return given.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))).filter((name) => name !== '');
}

/** One answer that is nothing without its parts. @throws IntegrationError `protocol_error` that names the first wrong part */
export function readAnswer<T>(schema: z.ZodType<T>, json: unknown): T {
  return parse<z.ZodType<T>>(schema, json, 'protocol_error', 'GitHub’s answer is not as GitHub describes it.');
}

interface Rows<Row> {
  readonly items: Row[];
  /** Rows that are of an unknown form. */
  readonly unreadable: number;
}

/**
 * The rows of a list. One of an unknown form costs only itself; when all are, it is the list that is not understood.
 *
 * @param map makes a row of ours; undefined for what does not belong into this list
 * @throws IntegrationError `protocol_error` for what is no list, or holds nothing that can be read
 */
export function readRows<Wire, Row>(schema: z.ZodType<Wire>, json: unknown, map: (wire: Wire) => Row | undefined): Rows<Row> {
  if (!Array.isArray(json)) throw new IntegrationError('protocol_error', 'GitHub answered with something else than a list.');
  const rows: readonly unknown[] = json;
  const read = rows.flatMap((row) => {
    const result = schema.safeParse(row);
    return result.success ? [result.data] : [];
  });
  if (read.length === 0 && rows.length > 0) readAnswer(schema, rows[0]);
  return { items: read.map(map).filter((row) => row !== undefined), unreadable: rows.length - read.length };
}
