import type { Effect, SerializedError } from '@wiz/core';
import type { Store } from '../ports.ts';
import type { ConnectionId, ConnectionView, RunDetail, RunId } from '../types/index.ts';

/** A store in memory, for tests of what stands above it. `failing` makes every write reject. */
export class MemoryStore implements Store {
  readonly saved = new Map<ConnectionId, ConnectionView>();
  readonly rows = new Map<RunId, RunDetail>();
  /** Every run row in the order of writing, and whether it had to be durable. */
  readonly writes: { readonly run: RunDetail; readonly durable: boolean }[] = [];
  failing: Error | undefined;

  readonly connections: Store['connections'] = {
    all: () => Promise.resolve([...this.saved.values()]),
    put: (connection) =>
      this.#write(() => {
        this.saved.set(connection.id, connection);
      }),
    remove: (id) =>
      this.#write(() => {
        this.saved.delete(id);
      }),
  };

  readonly runs: Store['runs'] = {
    put: (run, durable) =>
      this.#write(() => {
        this.rows.set(run.id, run);
        this.writes.push({ run, durable });
      }),
    get: (id) => Promise.resolve(this.rows.get(id)),
    list: ({ connection, state, limit = 100 }) => {
      const items = [...this.rows.values()]
        .filter((run) => (connection === undefined || run.connection === connection) && (state === undefined || run.state === state))
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
