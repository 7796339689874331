import { IntegrationError, type Effect, type SerializedError } from '@wiz/core';
import type { RunDetail, RunId, RunsPage, RunsQuery } from '@wiz/engine/types';
import { toRunDetail, toRunSummary } from './run-rows.ts';
import type { SqlDatabase, SqlValue } from './sql-database.ts';

const columns = [
  ...['id', 'connection', 'connection_label', 'integration', 'operation', 'effect', 'state', 'started_at', 'duration_ms'],
  ...['attempts', 'chunks', 'sentence', 'category', 'input', 'error', 'timeline', 'correlation_id'],
];
const listed = columns.slice(0, 13).join(', ');
const upsert = `INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

/** The journal: one row a run. */
export class RunTable {
  readonly #database: SqlDatabase;
  readonly #onUnreadable: (id: unknown) => void;

  /** @param onUnreadable told of each row that is not what this version writes; the row stays, the others are served */
  constructor(database: SqlDatabase, onUnreadable: (id: unknown) => void) {
    this.#database = database;
    this.#onUnreadable = onUnreadable;
  }

  put(run: RunDetail): void {
    this.#database.run(upsert, [
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
      ...[run.error === null ? null : JSON.stringify(run.error), JSON.stringify(run.timeline), run.correlationId],
    ]);
  }

  get(id: RunId): RunDetail | undefined {
    const [row] = this.#database.all('SELECT * FROM runs WHERE id = ?', [id]);
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
   * @throws {IntegrationError} `validation_error` for a limit outside 1 to 500 or a cursor that no page gave
   */
  list(query: RunsQuery): RunsPage {
    const { limit = 100 } = query;
    if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
      throw new IntegrationError('validation_error', `A page of the journal holds 1 to 500 runs, not ${String(limit)}.`);
    }
    const { where, parameters } = conditions(query);
    // One more than asked for tells whether another page follows.
    const rows = this.#database.all(`SELECT ${listed} FROM runs ${where} ORDER BY started_at DESC, id DESC LIMIT ?`, [
      ...parameters,
      limit + 1,
    ]);
    const page = rows.slice(0, limit);
    const items = page.flatMap((row) => {
      const run = toRunSummary(row);
      if (run === undefined) this.#onUnreadable((row as { readonly id: unknown }).id);
      return run ?? [];
    });
    const last = page.at(-1) as { readonly started_at: unknown; readonly id: unknown } | undefined;
    return { items, nextCursor: rows.length > limit && last !== undefined ? `${String(last.started_at)}.${String(last.id)}` : null };
  }

  interrupt(effects: readonly Effect[], error: SerializedError): number {
    return this.#database.run(
      `UPDATE runs SET state = 'interrupted', sentence = ?, category = ?, error = ?, duration_ms = NULL
       WHERE state = 'running' AND effect IN (${effects.map(() => '?').join(', ')})`,
      [error.message, error.category, JSON.stringify(error), ...effects],
    );
  }

  /** Keeps only the newest runs. */
  prune(keep: number): void {
    this.#database.run(
      `DELETE FROM runs WHERE state <> 'running'
       AND (started_at, id) < (SELECT started_at, id FROM runs ORDER BY started_at DESC, id DESC LIMIT 1 OFFSET ?)`,
      [keep - 1],
    );
  }

  /** Forgets every run but those that run: such a row may be all that a crash leaves of a change. */
  clear(): void {
    this.#database.run("DELETE FROM runs WHERE state <> 'running'");
  }
}

function conditions(query: RunsQuery): { readonly where: string; readonly parameters: readonly SqlValue[] } {
  const terms: string[] = [];
  const parameters: SqlValue[] = [];
  if (query.connection !== undefined) {
    terms.push('connection = ?');
    parameters.push(query.connection);
  }
  if (query.state !== undefined) {
    terms.push('state = ?');
    parameters.push(query.state);
  }
  if (query.cursor !== undefined) {
    const [, startedAt, id] = /^(-?\d+)\.(.+)$/s.exec(query.cursor) ?? [];
    if (startedAt === undefined || id === undefined) {
      throw new IntegrationError('validation_error', 'This page of the journal cannot be found. Open the journal again.');
    }
    terms.push('(started_at, id) < (?, ?)');
    parameters.push(Number(startedAt), id);
  }
  return { where: terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`, parameters };
}
