import type { RunState } from '@wiz/engine/types';

/** What of the journal is shown; kept in the address, so that Back works. */
export interface JournalSearch {
  readonly connection?: string;
  readonly state?: RunState;
  /** The run whose details are open. */
  readonly run?: string;
}

const states: readonly RunState[] = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted'];

/** Reads the journal's part of an address; what does not fit is left out. */
export function journalSearch(search: Readonly<Record<string, unknown>>): JournalSearch {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [connection, run] = [text('connection'), text('run')];
  const state = states.find((name) => name === search['state']);
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(state === undefined ? {} : { state }),
    ...(run === undefined ? {} : { run }),
  };
}
