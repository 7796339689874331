import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ConnectionId, RunId, type RunDetail, type RunsQuery } from '@wiz/engine/types';
import { IntegrationError, serializeError } from '@wiz/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '@wiz/core/testing';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { RunTable } from './run-table.ts';
import type { SqlDatabase } from './sql-database.ts';
import { StoreHost } from './store-host.ts';
import { aRun } from './testing/samples.ts';

let folder: string;
let database: SqlDatabase;
let runs: RunTable;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-search-'));
  ({ database } = openDatabase(path.join(folder, 'wiz.db'), migrations, 'test'));
  runs = new RunTable(database, () => undefined);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const found = (query: RunsQuery): string[] => runs.list(query).items.map(({ id }) => id);

/** How many runs the index holds. */
const indexed = (): number => database.all('SELECT id FROM run_search_1_docsize').length;

/** Every page of a query, read to its end. */
function pages(query: RunsQuery): string[] {
  const all: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = runs.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...items.map(({ id }) => id));
    if (nextCursor === null) return all;
    cursor = nextCursor;
  }
}

describe('a search in the journal', () => {
  beforeEach(() => {
    runs.put(
      aRun('a', { startedAt: 1, connectionLabel: 'Work account', sentence: 'Opened the issue “Broken lamp”.', operation: 'createIssue' }),
    );
    runs.put(aRun('b', { startedAt: 2, sentence: 'Das Gerät war heiß.', input: { repository: 'octocat/hello-world', state: 'open' } }));
    runs.put(aRun('c', { startedAt: 3, state: 'running', sentence: null, input: { repository: 'octocat/hello-world' } }));
  });

  it.each([
    ['a word of the sentence', 'lamp', ['a']],
    ['the beginning of a word, in any case', 'BROK', ['a']],
    ['words in any order, all of which must be there', 'lamp opened', ['a']],
    ['the label', 'work', ['a']],
    ['the operation', 'createissue', ['a']],
    ['the input', 'octocat/hello', ['c', 'b']],
    ['a word inside the operation’s name', 'issue create', ['a']],
    ['the integration', 'filesys', ['c', 'b', 'a']],
    ['not the names of the input’s fields', 'repository', []],
    ['letters with marks, with or without them', 'gerat heiß', ['b']],
    ['nothing, where one word is missing', 'lamp octocat', []],
    ['everything, for no word at all', ' “-” ', ['c', 'b', 'a']],
    ['nothing special, for what SQL or the index would take for syntax', `' OR 1=1 -- NOT "lamp`, []],
  ])('finds %s', (_what, text, expected) => {
    expect(found({ text })).toEqual(expected);
  });

  it('finds a run while it is under way, and by its last words once it has ended', () => {
    expect(found({ text: 'hello', state: 'running' })).toEqual(['c']);
    runs.put(aRun('c', { startedAt: 3, sentence: 'Not found.', state: 'failed', category: 'not_found' }));
    expect(found({ text: 'found' })).toEqual(['c']);
    expect(found({ state: 'running' })).toEqual([]);
    runs.put(aRun('c', { startedAt: 3, sentence: 'Done after all.' }));
    expect(found({ text: 'found' })).toEqual([]);
    expect(found({ text: 'after' })).toEqual(['c']);
  });

  it('finds an interrupted run by its new state and sentence', () => {
    const error = serializeError(new IntegrationError('internal_error', 'The lights went out.'));
    expect(runs.interrupt(['read'], error)).toBe(1);
    expect(found({ text: 'lights', state: 'interrupted', category: 'internal_error' })).toEqual(['c']);
    expect(found({ state: 'running' })).toEqual([]);
  });

  it('finds nothing of what was cleared, and still what runs', () => {
    runs.clear();
    expect(found({ text: 'lamp' })).toEqual([]);
    expect(found({ text: 'octocat' })).toEqual(['c']);
  });

  it('finds nothing of what was cut', () => {
    runs.prune(1);
    expect(found({ text: 'lamp' })).toEqual([]);
    expect(found({})).toEqual(['c']);
    expect(indexed()).toBe(1);
  });

  it('takes a word longer than any for its beginning, and knows words in other scripts', () => {
    runs.put(aRun('d', { startedAt: 4, sentence: `The ${'long'.repeat(20)} word, 数据库, Привет, ÅNGSTRÖM.` }));
    for (const text of ['long'.repeat(20), 'longlo', '据', '数据', 'привет', 'angstrom', 'Ångstro\u0308m'])
      expect(found({ text })).toEqual(['d']);
  });

  it('refuses a text that is too long, and a span that is none', () => {
    expect(found({ text: 'lamp '.repeat(40) })).toEqual(['a']);
    for (const query of [{ text: 'x'.repeat(201) }, { since: NaN }, { until: NaN }])
      expect(() => runs.list(query)).toThrow(expect.objectContaining({ category: 'validation_error' }));
  });

  it('refuses a cursor that is none of its own', () => {
    for (const cursor of ['1.a', 'words.1', '', '1'.repeat(20)])
      expect(() => runs.list({ text: 'lamp', cursor })).toThrow(/cannot be found/);
  });
});

describe('filters', () => {
  it('agree with a plain look at every run, in any combination, page by page, with and without words', () => {
    const some = <T extends string>(...values: T[]) => fc.constantFrom(...values);
    const run = fc.record({
      connection: some('c1', 'c2').map((id) => ConnectionId.parse(id)),
      integration: some('github', 'file-system'),
      operation: some('listIssues', 'read'),
      state: some('succeeded', 'failed', 'cancelled'),
      category: fc.constantFrom('not_found' as const, 'network_error' as const, null),
      sentence: some('red apple', 'green apple', 'red pear'),
    });
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const query = fc.record({
      connection: optional(some('c1', 'c2').map((id) => ConnectionId.parse(id))),
      integration: optional(some('github', 'file-system')),
      operation: optional(some('listIssues', 'read')),
      state: optional(some('succeeded', 'failed')),
      category: optional(fc.constantFrom('not_found' as const, 'network_error' as const)),
      text: optional(some('red', 'apple', 'red app', 'blue')),
      since: optional(fc.integer({ min: 0, max: 30 })),
      until: optional(fc.integer({ min: 0, max: 30 })),
      limit: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 30 }), fc.array(query, { minLength: 1, maxLength: 5 }), (many, queries) => {
        runs.clear();
        const made = many.map((facts, at): RunDetail =>
          aRun(`r${String(at)}`, { ...facts, id: RunId.parse(`r${String(at)}`), startedAt: at }),
        );
        for (const one of made) runs.put(one);
        for (const wanted of queries) {
          const { text, since = -1, until = 99, limit: _, ...same } = wanted;
          const expected = made
            .filter((one) => Object.entries(same).every(([key, value]) => value === undefined || Reflect.get(one, key) === value))
            .filter(({ startedAt }) => startedAt >= since && startedAt < until)
            .filter(({ sentence }) => (text ?? '').split(' ').every((word) => ` ${String(sentence)}`.includes(` ${word}`)))
            .map(({ id }) => id)
            .reverse();
          expect(pages(wanted)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the order of the journal', () => {
  it('is that of the starts, whenever a run was written, and within a millisecond that of the writing', () => {
    for (const [id, startedAt] of [
      ['late', 30],
      ['early', 10],
      ['middle', 20],
      ['middle too', 20],
      ['before 1970', -5],
      ['far', 9e15],
    ] as const)
      runs.put(aRun(id, { id: RunId.parse(id), startedAt }));
    const newestFirst = ['far', 'late', 'middle too', 'middle', 'early', 'before 1970'];
    expect(pages({ limit: 1 })).toEqual(newestFirst);
    expect(pages({ limit: 1, text: 'done' })).toEqual(newestFirst);
    expect(found({ since: 20, until: 30 })).toEqual(['middle too', 'middle']);
    expect(found({ until: 10.5, since: -Infinity })).toEqual(['early', 'before 1970']);
  });

  it('holds what a millisecond has no room for', () => {
    database.transaction(() => {
      for (let at = 0; at <= 4096; at += 1) runs.put(aRun(`r${String(at)}`, { startedAt: 5 }));
      runs.put(aRun('next', { startedAt: 6 }));
      runs.put(aRun('more', { startedAt: 5 }));
    });
    expect(new Set(pages({ limit: 500 })).size).toBe(4099);
  });
});

describe('the index', () => {
  it('is the same after any changes as one made anew, and sound', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const change = fc.oneof(
      fc.record({
        what: fc.constant('put' as const),
        id: names,
        state: fc.constantFrom('running' as const, 'failed' as const),
        sentence: fc.constantFrom('red apple', 'green pear', null),
      }),
      fc.record({ what: fc.constant('prune' as const), keep: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ what: fc.constant('clear' as const) }),
      fc.record({ what: fc.constant('interrupt' as const) }),
    );
    const error = serializeError(new IntegrationError('internal_error', 'The lights went out.'));
    const queries: RunsQuery[] = [
      { text: 'red' },
      { text: 'pear' },
      { text: 'lights' },
      { state: 'running' },
      { state: 'failed' },
      { text: 'done' },
    ];
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        for (const made of changes) {
          if (made.what === 'put')
            runs.put(aRun(made.id, { startedAt: made.id.charCodeAt(0), state: made.state, sentence: made.sentence }));
          else if (made.what === 'prune') runs.prune(made.keep);
          else if (made.what === 'clear') runs.clear();
          else runs.interrupt(['read'], error);
        }
        database.exec("INSERT INTO run_search_1 (run_search_1) VALUES ('integrity-check')");
        expect(indexed()).toBe(found({}).length);
        const before = queries.map((query) => found(query));
        runs.rebuildSearch();
        expect(queries.map((query) => found(query))).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('is made anew where it is missing or of another version', () => {
    runs.put(aRun('a', { sentence: 'Broken lamp.' }));
    database.exec('DROP TABLE run_search_1; CREATE VIRTUAL TABLE run_search_0 USING fts5 (words)');
    runs = new RunTable(database, () => undefined);
    expect(found({ text: 'lamp' })).toEqual(['a']);
    expect(database.all("SELECT name FROM sqlite_schema WHERE name LIKE 'run_search_0%'")).toEqual([]);
  });

  it('that turns out to be damaged is made anew, and nothing of it is noticed but in the log', () => {
    const logged: string[] = [];
    const host = new StoreHost({ database, clock: new ManualClock(), log: (event) => logged.push(event) });
    const damage = (): void => {
      database.run("UPDATE run_search_1_data SET block = x'00' WHERE id > 10");
    };
    for (const id of ['a', 'b']) host.handlers['runs.put'](aRun(id, { sentence: 'Broken lamp.' }), true);
    damage();
    expect(host.handlers['runs.list']({ text: 'lamp' }).items).toHaveLength(2);
    expect(logged).toEqual(['search_index_damaged']);
    database.run("UPDATE run_search_1_data SET block = x'00'");
    host.handlers['runs.put'](aRun('c', { sentence: 'Broken lamp.' }), true);
    expect(host.handlers['runs.list']({ text: 'lamp' }).items).toHaveLength(3);
    expect(logged).toEqual(['search_index_damaged', 'search_index_damaged']);
  });
});
