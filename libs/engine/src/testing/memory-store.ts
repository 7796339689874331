import type { Effect, SerializedError } from '@wiz/core';
import type { SealedSecrets, Store } from '../ports.ts';
import type { ConnectionId, ConnectionView, RunDetail, RunId } from '../types/index.ts';

/** A store in memory, for tests of what stands above it. `failing` makes every write reject. */
export class MemoryStore implements Store {
  readonly saved = new Map<ConnectionId, ConnectionView>();
  readonly sealed = new Map<ConnectionId, SealedSecrets>();
  readonly governed = new Map<ConnectionId, unknown>();
  readonly rows = new Map<RunId, RunDetail>();
  /** Every run row in the order of writing, and whether it had to be durable. */
  readonly writes: { readonly run: RunDetail; readonly durable: boolean }[] = [];
  failing: Error | undefined;

  readonly connections: Store['connections'] = {
    all: () => Promise.resolve([...this.saved.values()]),
    put: (connection, sealed) =>
      this.#write(() => {
        this.saved.set(connection.id, connection);
        if (sealed === null) this.sealed.delete(connection.id);
        else if (sealed !== undefined) this.sealed.set(connection.id, sealed);
      }),
    sealed: (id) => Promise.resolve(this.sealed.get(id)),
    remove: (id) =>
      this.#write(() => {
        this.saved.delete(id);
        this.sealed.delete(id);
        this.governed.delete(id);
      }),
  };

  readonly governors: Store['governors'] = {
    load: (id) => Promise.resolve(this.governed.get(id)),
    save: (id, state) =>
      this.#write(() => {
        // As in the real one: of a connection that is gone, nothing is kept.
        if (this.saved.has(id)) this.governed.set(id, state);
      }),
  };

  readonly runs: Store['runs'] = {
    put: (run, durable) =>
      this.#write(() => {
        this.rows.set(run.id, run);
        this.writes.push({ run, durable });
      }),
    get: (id) => Promise.resolve(this.rows.get(id)),
    list: ({ limit = 100, cursor: _, text, since = -Infinity, until = Infinity, ...same }) => {
      const items = [...this.rows.values()]
        .filter((run) => Object.entries(same).every(([key, value]) => value === undefined || Reflect.get(run, key) === value))
        .filter((run) => run.startedAt >= since && run.startedAt < until && (text === undefined || JSON.stringify(run).includes(text)))
        .reverse()
        .slice(0, limit);
      return Promise.resolve({ items, nextCursor: null });
    },
    interrupt: (effects: readonly Effect[], error: SerializedError) => {
      const open = [...this.rows.values()].filter((run) => run.state === 'running' && effects.includes(run.effect));
      for (const run of open)
        this.rows.set(run.id, { ...run, state: 'interrupted', error, sentence: error.message, category: error.category });
      return Promise.resolve(open.length);
    },
    clear: () =>
      this.#write(() => {
        this.rows.clear();
      }),
  };

  #write(change: () => void): Promise<void> {
    if (this.failing !== undefined) return Promise.reject(this.failing);
    change();
    return Promise.resolve();
  }
}
