import { searchWords, type SearchableRun } from './run-words.ts';
import type { SqlDatabase } from './sql-database.ts';

/** The index has its version in its name: when what `searchWords` gives changes, raise it, and the index is made anew. */
const table = 'run_search_1';

const create = `CREATE VIRTUAL TABLE ${table} USING fts5 (words, content='', contentless_delete=1, detail=none, tokenize='ascii')`;
const indexed = 'id, connection, connection_label, integration, operation, state, category, sentence, input';

/** Rows that are read at a time when the index is made. */
const batch = 1000;

/**
 * The index of the journal: words and filters by `runs.seq`, which counts in the order of the list, so that the newest
 * that match are found by walking back from the end, however many there are. Derived from the runs: what happens to it can
 * be undone by making it anew. Call everything inside a transaction.
 */
export class RunSearch {
  readonly #database: SqlDatabase;

  /** Makes the index where there is none of this version, in one transaction; for 100 000 runs that takes some seconds, once. */
  constructor(database: SqlDatabase) {
    this.#database = database;
    const [found] = database.all('SELECT 1 FROM sqlite_schema WHERE name = ?', [table]);
    if (found === undefined)
      database.transaction(() => {
        this.rebuild();
      });
  }

  /** SQL for the `seq` of the runs that match its first parameter, newest first. */
  readonly matching = `SELECT rowid AS seq FROM ${table} WHERE ${table} MATCH ?`;

  /** Takes a run in, or what has changed of it. Its row must be there. */
  put(id: string, run: SearchableRun): void {
    // As an INSERT … SELECT it would be a savepoint of its own, at each of which FTS5 writes out all that it holds back.
    this.#database.run(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES ((SELECT seq FROM runs WHERE id = ?), ?)`, [
      id,
      searchWords(run),
    ]);
  }

  /** Takes in a run whose row was changed. */
  refresh(id: string): void {
    const [row] = this.#database.all(`SELECT ${indexed} FROM runs WHERE id = ?`, [id]) as readonly Omit<IndexedRow, 'seq'>[];
    if (row !== undefined) this.put(id, searchable(row));
  }

  /** @param seqs SQL for the `seq` of the runs that are about to go */
  remove(seqs: string, parameters: readonly (string | number)[]): void {
    this.#database.run(`DELETE FROM ${table} WHERE rowid IN (${seqs})`, parameters);
  }

  /** Makes the index anew from the rows. */
  rebuild(): void {
    const old = this.#database.all("SELECT name FROM sqlite_schema WHERE name LIKE 'run_search%' AND sql LIKE 'CREATE VIRTUAL%'");
    for (const { name } of old as readonly { readonly name: string }[]) this.#database.exec(`DROP TABLE ${name}`);
    this.#database.exec(create);
    let after = '-9223372036854775808';
    for (;;) {
      const rows = this.#database.all(
        `SELECT CAST(seq AS TEXT) AS seq, ${indexed} FROM runs WHERE seq > CAST(? AS INTEGER) ORDER BY seq LIMIT ${String(batch)}`,
        [after],
      ) as readonly IndexedRow[];
      for (const row of rows) this.put(row.id, searchable(row));
      if (rows.length < batch) return;
      after = rows.at(-1)?.seq ?? after;
    }
  }
}

/** STRICT tables hold what their columns say. */
interface IndexedRow {
  readonly seq: string;
  readonly id: string;
  readonly connection: string;
  readonly connection_label: string;
  readonly integration: string;
  readonly operation: string;
  readonly state: string;
  readonly category: string | null;
  readonly sentence: string | null;
  readonly input: string;
}

function searchable({ connection_label: connectionLabel, input, ...row }: Omit<IndexedRow, 'seq'>): SearchableRun {
  return { ...row, connectionLabel, input: parsed(input) };
}

/** A damaged input cannot be searched; the list tells of the row. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
