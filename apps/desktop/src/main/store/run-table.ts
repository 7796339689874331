import { IntegrationError, type Effect, type SerializedError } from '@wiz/core';
import type { RunDetail, RunId, RunsPage, RunsQuery } from '@wiz/engine/types';
import { toRunDetail, toRunSummary } from './run-rows.ts';
import { RunSearch } from './run-search.ts';
import { searchMatch } from './run-words.ts';
import type { SqlDatabase, SqlValue } from './sql-database.ts';

const columns = [
  ...['id', 'connection', 'connection_label', 'integration', 'operation', 'effect', 'state', 'started_at', 'duration_ms'],
  ...['attempts', 'chunks', 'sentence', 'category', 'input', 'error', 'timeline', 'correlation_id', 'contract_version'],
];
const listed = columns.slice(0, 13).join(', ');
/** Where a run belongs in the list: see `migrations.ts`. Should a millisecond ever be full, what comes more goes to the end. */
const seq = `(SELECT CASE
    WHEN last IS NULL THEN ?1 << 12
    WHEN last + 1 < (?1 + 1) << 12 THEN last + 1
    ELSE (SELECT max(seq) + 1 FROM runs)
  END FROM (SELECT max(seq) AS last FROM runs WHERE seq >= ?1 << 12 AND seq < (?1 + 1) << 12))`;
const upsert = `INSERT INTO runs (seq, ${columns.join(', ')}) VALUES (${seq}, ${columns.map((_, at) => `?${String(at + 2)}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${columns
    .filter((column) => column !== 'id' && column !== 'started_at')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

/** Milliseconds since 1970 that `seq` has room for, either way: some 35 000 years. */
const farthest = 2 ** 50 - 1;
/** Longest text of a search, in characters. */
const longestText = 200;

/** The journal: one row a run. */
export class RunTable {
  readonly #database: SqlDatabase;
  readonly #onUnreadable: (id: unknown) => void;
  readonly #search: RunSearch;

  /**
   * Makes the index for searching where it is missing.
   * @param onUnreadable told of each row that is not what this version writes; the row stays, the others are served
   */
  constructor(database: SqlDatabase, onUnreadable: (id: unknown) => void) {
    this.#database = database;
    this.#onUnreadable = onUnreadable;
    this.#search = new RunSearch(database);
  }

  /** New or changed; a run's start never changes. Call it inside a transaction: row and index go together. */
  put(run: RunDetail): void {
    this.#database.run(upsert, [
      moment(run.startedAt),
      ...[
        run.id,
        run.connection,
        run.connectionLabel,
        run.integration,
        run.operation,
        run.effect,
        run.state,
        Math.round(run.startedAt),
        run.durationMs,
      ],
      ...[run.attempts, run.chunks, run.sentence, run.category, JSON.stringify(run.input)],
      ...[run.error === null ? null : JSON.stringify(run.error), JSON.stringify(run.timeline), run.correlationId, run.contractVersion],
    ]);
    this.#search.put(run.id, run);
  }

  get(id: RunId): RunDetail | undefined {
    const [row] = this.#database.all(`SELECT ${columns.join(', ')} FROM runs WHERE id = ?`, [id]);
    if (row === undefined) return undefined;
    const run = toRunDetail(row);
    if (run === undefined)
      throw new IntegrationError(
        'storage_error',
        'This run cannot be read: its entry in the data file is damaged. Other runs are not affected.',
      );
    return run;
  }

  /**
   * One page, newest first. The cursor names the last row of the page before, so runs added meanwhile shift nothing.
   * @throws {IntegrationError} `validation_error` for a limit outside 1 to 500, a text of more than 200 characters, a span that is
   *   no number, or a cursor that no page gave
   */
  list(query: RunsQuery): RunsPage {
    const { limit = 100, text = '' } = query;
    if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
      throw new IntegrationError('validation_error', `A page of the journal holds 1 to 500 runs, not ${String(limit)}.`);
    }
    if (text.length > longestText)
      throw new IntegrationError('validation_error', `Search for at most ${String(longestText)} characters, not ${String(text.length)}.`);
    // One more than asked for tells whether another page follows.
    const rows = this.#newest(searchMatch(query), spanOf(query), limit + 1);
    const items = rows.slice(0, limit).flatMap((row) => {
      const run = toRunSummary(row);
      if (run === undefined) this.#onUnreadable((row as { readonly id: unknown }).id);
      return run ?? [];
    });
    const last = rows[limit - 1] as { readonly place: string } | undefined;
    return { items, nextCursor: rows.length > limit && last !== undefined ? last.place : null };
  }

  #newest(match: string | undefined, { terms, values }: Span, most: number): readonly unknown[] {
    const select = `SELECT CAST(seq AS TEXT) AS place, ${listed} FROM runs`;
    if (match === undefined) {
      const where = terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`;
      return this.#database.all(`${select} ${where} ORDER BY seq DESC LIMIT ?`, [...values, most]);
    }
    // The index counts by the same number, so the span ends its walk too.
    const found = [this.#search.matching, ...terms.map((term) => term.replace('seq', 'rowid'))].join(' AND ');
    return this.#database.all(`${select} WHERE seq IN (${found} ORDER BY rowid DESC LIMIT ?) ORDER BY seq DESC`, [match, ...values, most]);
  }

  /** Call it inside a transaction. */
  interrupt(effects: readonly Effect[], error: SerializedError): number {
    const ids = this.#database.all(
      `SELECT id FROM runs WHERE state = 'running' AND effect IN (${effects.map(() => '?').join(', ')})`,
      effects,
    );
    for (const { id } of ids as readonly { readonly id: string }[]) {
      this.#database.run("UPDATE runs SET state = 'interrupted', sentence = ?, category = ?, error = ?, duration_ms = NULL WHERE id = ?", [
        error.message,
        error.category,
        JSON.stringify(error),
        id,
      ]);
      this.#search.refresh(id);
    }
    return ids.length;
  }

  /** Keeps only the newest runs, and those that run. */
  prune(keep: number): void {
    const [{ count }] = this.#database.all('SELECT count(*) AS count FROM runs') as [{ readonly count: number }];
    if (count <= keep) return;
    const beyond = "state <> 'running' AND seq < (SELECT seq FROM runs ORDER BY seq LIMIT 1 OFFSET ?)";
    this.#database.transaction(() => {
      this.#search.remove(`SELECT seq FROM runs WHERE ${beyond}`, [count - keep]);
      this.#database.run(`DELETE FROM runs WHERE ${beyond}`, [count - keep]);
    });
  }

  /** Forgets every run but those that run: such a row may be all that a crash leaves of a change. Call it inside a transaction. */
  clear(): void {
    this.#database.run("DELETE FROM runs WHERE state <> 'running'");
    this.#search.rebuild();
  }

  /** Makes the index for searching anew. Call it inside a transaction. */
  rebuildSearch(): void {
    this.#search.rebuild();
  }
}

/** Milliseconds since 1970 as `seq` counts them. */
function moment(milliseconds: number): number {
  return Math.max(-farthest, Math.min(farthest, Math.round(milliseconds)));
}

interface Span {
  readonly terms: readonly string[];
  readonly values: readonly SqlValue[];
}

function spanOf({ since = -Infinity, until = Infinity, cursor }: RunsQuery): Span {
  if (Number.isNaN(since) || Number.isNaN(until)) throw new IntegrationError('validation_error', 'A span of the journal needs moments.');
  if (cursor !== undefined && !/^-?\d{1,19}$/.test(cursor))
    throw new IntegrationError('validation_error', 'This page of the journal cannot be found. Open the journal again.');
  const bounds = [
    ...(since === -Infinity ? [] : [['seq >= ? << 12', moment(Math.ceil(since))] as const]),
    ...(until === Infinity ? [] : [['seq < ? << 12', moment(Math.ceil(until))] as const]),
    ...(cursor === undefined ? [] : [['seq < CAST(? AS INTEGER)', cursor] as const]),
  ];
  return { terms: bounds.map(([term]) => term), values: bounds.map(([, value]) => value) };
}
