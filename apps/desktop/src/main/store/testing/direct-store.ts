import { systemClock } from '@wiz/core';
import type { Store } from '@wiz/engine';
import { migrations } from '../migrations.ts';
import { openDatabase } from '../open-database.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { StoreHost } from '../store-host.ts';

export interface DirectStore {
  readonly store: Store;
  readonly database: SqlDatabase;
  /** What the opening told, and what was logged since. */
  readonly told: readonly string[];
  readonly close: () => void;
}

/** The store as its thread has it, without the thread. @throws what the opening says */
export function openDirectly(file: string): DirectStore {
  const { database, notices } = openDatabase(file, migrations, 'direct');
  const told: string[] = [...notices];
  const log = (event: string, facts: Readonly<Record<string, unknown>>): void => {
    told.push(`${event} ${JSON.stringify(facts)}`);
  };
  const { handlers } = new StoreHost({ database, clock: systemClock(), log });
  return {
    database,
    told,
    store: {
      connections: {
        all: async () => handlers['connections.all'](),
        put: async (connection, sealed) => handlers['connections.put'](connection, sealed),
        sealed: async (id) => handlers['connections.sealed'](id),
        remove: async (id) => handlers['connections.remove'](id),
      },
      runs: {
        put: async (run, durable) => handlers['runs.put'](run, durable),
        get: async (id) => handlers['runs.get'](id),
        list: async (query) => handlers['runs.list'](query),
        interrupt: async (effects, error) => handlers['runs.interrupt'](effects, error),
        clear: async () => handlers['runs.clear'](),
      },
      governors: {
        load: async (id) => handlers['governors.load'](id),
        save: async (id, state) => handlers['governors.save'](id, state),
      },
    },
    close: () => {
      handlers.close();
    },
  };
}
