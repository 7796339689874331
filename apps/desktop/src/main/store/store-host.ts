import type { Clock } from '@wiz/core';
import type { RunDetail, RunId } from '@wiz/engine/types';
import { ConnectionTable } from './connection-table.ts';
import { GovernorTable } from './governor-table.ts';
import { RunTable } from './run-table.ts';
import type { SqlDatabase } from './sql-database.ts';
import { codeOf, storageFailure } from './storage-failure.ts';
import type { StoreCallName, StoreCalls } from './store-message.ts';
import { VaultTable } from './vault-table.ts';

/**
 * The longest time in milliseconds for which an entry that need not be durable waits here for its group. With the wait before it
 * comes here (`batchMs` in worker-store.ts) it is missing on the disk for 250 at most.
 */
export const groupCommitMs = 200;

/** So many entries are written without waiting for more. */
const fullGroup = 500;

/** Beyond this many entries that could not be written, the oldest are given up: a full disk must not fill the memory too. */
const waitingLimit = 1000;

/** Runs that the journal keeps, the newest. At about 600 bytes each, that is 60 MB on the disk. */
export const journalLimit = 100_000;
/** After so many written entries the journal is cut again: often enough to stay small, seldom enough not to be felt. */
const pruneEvery = 1000;

export interface StoreHostOptions {
  readonly database: SqlDatabase;
  readonly clock: Clock;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
  /** @default journalLimit */
  readonly keepRuns?: number;
}

type Handlers = { readonly [Name in StoreCallName]: (...args: StoreCalls[Name]['args']) => StoreCalls[Name]['answer'] };

/**
 * Answers the store's calls on one database, synchronously. When a call returns, its change is on the disk;
 * only runs put without `durable` are kept in memory and written together, with the next change or after `groupCommitMs`.
 */
export class StoreHost {
  readonly #options: StoreHostOptions;
  readonly #connections: ConnectionTable;
  readonly #runs: RunTable;
  readonly #vault: VaultTable;
  readonly #governors: GovernorTable;
  readonly #waiting = new Map<RunId, RunDetail>();
  #cancelTimer: (() => void) | undefined;
  /** Whether the disk took the last group. */
  #isStuck = false;
  #writtenSincePruned = 0;

  constructor(options: StoreHostOptions) {
    this.#options = options;
    const unreadable = (table: string) => (id: unknown) => {
      options.log('row_unreadable', { table, id });
    };
    this.#connections = new ConnectionTable(options.database, unreadable('connections'));
    this.#runs = made(() => new RunTable(options.database, unreadable('runs')));
    this.#vault = new VaultTable(options.database);
    this.#governors = new GovernorTable(options.database);
  }

  readonly handlers: Handlers = {
    'connections.all': () => this.#connections.all(),
    'connections.put': (connection, sealed) => {
      this.#commit(() => {
        this.#connections.put(connection);
        if (sealed === null) this.#vault.remove(connection.id);
        else if (sealed !== undefined) this.#vault.put(connection.id, sealed);
      });
    },
    'connections.sealed': (id) => this.#vault.get(id),
    'connections.remove': (id) => {
      this.#commit(() => {
        this.#connections.remove(id);
        this.#vault.remove(id);
        this.#governors.remove(id);
      });
    },
    'runs.put': (run, durable) => {
      if (durable) {
        this.#commit(() => {
          this.#runs.put(run);
        }, run.id);
      } else this.#postpone(run);
    },
    'runs.keep': (runs) => {
      for (const run of runs) this.#postpone(run);
    },
    'runs.get': (id) => this.#waiting.get(id) ?? this.#runs.get(id),
    'runs.list': (query) => {
      this.#flush();
      return this.#mending(() => this.#runs.list(query));
    },
    'runs.interrupt': (effects, error) => {
      let changed = 0;
      this.#commit(() => {
        changed = this.#runs.interrupt(effects, error);
      });
      return changed;
    },
    'runs.clear': () => {
      this.#commit(() => {
        this.#runs.clear();
      });
    },
    'governors.load': (id) => this.#governors.load(id),
    'governors.save': (id, state) => {
      this.#commit(() => {
        this.#governors.save(id, state);
      });
    },
    close: () => {
      this.#flush();
      this.#cancelTimer?.();
      this.#options.database.close();
    },
  };

  /** Takes the oldest runs beyond the limit out of the journal. Call at the start; afterwards it happens by itself. Never throws. */
  prune(): void {
    this.#writtenSincePruned = 0;
    try {
      this.#runs.prune(this.#options.keepRuns ?? journalLimit);
    } catch (error) {
      this.#options.log('journal_not_cut', { code: codeOf(error) });
    }
  }

  /** Writes a change and everything that waits in one transaction. @param supersedes a waiting run that the change replaces */
  #commit(change: () => void, supersedes?: RunId): void {
    const waiting = [...this.#waiting.values()].filter((run) => run.id !== supersedes);
    try {
      this.#mending(() => {
        this.#options.database.transaction(() => {
          for (const run of waiting) this.#runs.put(run);
          change();
        });
      });
    } catch (error) {
      throw storageFailure(error);
    }
    this.#waiting.clear();
    this.#isStuck = false;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#writtenSincePruned += waiting.length + 1;
    if (this.#writtenSincePruned >= pruneEvery) this.prune();
  }

  /** Does something once more when the search index turned out to be damaged, and was made anew: all that is in it is in the rows too. */
  #mending<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_CORRUPT_VTAB')) throw error;
      this.#options.log('search_index_damaged', { code: codeOf(error) });
      this.#options.database.transaction(() => {
        this.#runs.rebuildSearch();
      });
      return work();
    }
  }

  #postpone(run: RunDetail): void {
    this.#waiting.set(run.id, run);
    if (this.#waiting.size >= fullGroup && !this.#isStuck) this.#flush();
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > waitingLimit && oldest !== undefined) {
      this.#waiting.delete(oldest);
      this.#options.log('run_given_up', { run: oldest });
    }
    if (this.#waiting.size > 0) this.#arm();
  }

  #arm(): void {
    this.#cancelTimer ??= this.#options.clock.at(this.#options.clock.now() + groupCommitMs, () => {
      this.#cancelTimer = undefined;
      this.#flush();
    });
  }

  /** Writes what waits. What cannot be written now waits on: nobody is there to be told, and a read must not fail for it. */
  #flush(): void {
    if (this.#waiting.size === 0) return;
    try {
      this.#commit(() => undefined);
    } catch (error) {
      this.#isStuck = true;
      this.#options.log('group_commit_failed', { waiting: this.#waiting.size, code: codeOf(error) });
      this.#arm();
    }
  }
}

function made<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw storageFailure(error);
  }
}
