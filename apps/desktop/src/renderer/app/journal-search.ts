import { categories, type ErrorCategory } from '@wiz/core';
import type { RunState } from '@wiz/engine/types';

/** What of the journal is shown; kept in the address, so that Back works. */
export interface JournalSearch {
  readonly connection?: string;
  readonly state?: RunState;
  readonly integration?: string;
  /** Of `integration`. */
  readonly operation?: string;
  readonly category?: ErrorCategory;
  readonly period?: JournalPeriod;
  readonly text?: string;
  /** The run whose details are open. */
  readonly run?: string;
}

/** How far back the journal is shown. */
export type JournalPeriod = (typeof periods)[number];

const states: readonly RunState[] = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted'];
export const periods = ['hour', 'today', 'week', 'month'] as const;
/** The journal takes no longer text. */
const longestText = 200;

/** Reads the journal's part of an address; what does not fit is left out. */
export function journalSearch(search: Readonly<Record<string, unknown>>): JournalSearch {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const integration = text('integration');
  const all = {
    connection: text('connection'),
    state: states.find((name) => name === search['state']),
    integration,
    operation: integration === undefined ? undefined : text('operation'),
    category: Object.keys(categories).find((name): name is ErrorCategory => name === search['category']),
    period: periods.find((name) => name === search['period']),
    text: text('text')?.slice(0, longestText),
    run: text('run'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
