import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { samplePage } from '../testing/index.ts';
import { cursor, defineContract, hintsOf, page, read, ref, write, type AnyOperation } from './index.ts';

const rows = z.object({ name: z.string(), title: z.string() });
const list = read({
  title: 'List',
  summary: 'Lists.',
  input: z.object({ cursor: cursor(), shelf: z.string().optional(), words: z.string().optional() }),
  output: page(rows, 'Things'),
  view: { as: 'table', items: 'items' },
  cache: { ttlMs: 1000 },
});

const make = (operations: Record<string, AnyOperation>, more: object = {}) =>
  defineContract({
    id: 'things',
    name: 'Things',
    kind: 'rest',
    owner: '@wiz/things',
    about: 'Things.',
    docs: 'https://example.com',
    config: z.object({}),
    secrets: z.object({}),
    page: samplePage,
    operations: { list, ...operations },
    ...more,
  });

const looking = (thing: z.ZodType, others: z.ZodRawShape = {}) =>
  read({ title: 'Look', summary: 'Looks.', input: z.object({ thing, ...others }), output: z.object({}) });

describe('a reference', () => {
  it('is chosen from what a read of the contract lists', () => {
    const thing = ref('list', { value: 'name', label: 'title', search: 'words', given: ['shelf'] }, { label: 'Thing', help: 'Which.' });
    expect(() => make({ look: looking(thing, { shelf: z.string() }) })).not.toThrow();
    expect(hintsOf(thing)).toEqual({
      label: 'Thing',
      help: 'Which.',
      resource: 'list.name',
      picker: { operation: 'list', value: 'name', label: 'title', search: 'words', given: ['shelf'] },
    });
  });

  it('may have a schema of its own', () => {
    const thing = ref('list', { value: 'name', label: 'title' }, { label: 'Thing' }, z.int().min(1));
    expect(thing.safeParse(3).success).toBe(true);
    expect(thing.safeParse('3').success).toBe(false);
  });

  it.each([
    [
      'an operation that does not exist',
      ref('nothing', { value: 'name', label: 'title' }, { label: 'T' }),
      /"nothing", which is no plain read/,
    ],
    [
      'an operation that changes something',
      ref('make', { value: 'name', label: 'title' }, { label: 'T' }),
      /"make", which is no plain read/,
    ],
    ['a read without a table', ref('plain', { value: 'name', label: 'title' }, { label: 'T' }), /"plain", which is no plain read/],
    [
      'a column that is not answered',
      ref('list', { value: 'number', label: 'title' }, { label: 'T' }),
      /"number", which "list" does not answer/,
    ],
    ['a label that is not answered', ref('list', { value: 'name', label: 'text' }, { label: 'T' }), /"text", which "list" does not answer/],
    ['a neighbour that is not there', ref('list', { value: 'name', label: 'title', given: ['shelf'] }, { label: 'T' }), /needs "shelf"/],
    [
      'a search that the read does not take',
      ref('list', { value: 'name', label: 'title', search: 'q' }, { label: 'T' }),
      /searches by "q"/,
    ],
  ])('refuses %s', (_what, thing, reason) => {
    const plain = read({ title: 'P', summary: 'P.', input: z.object({}), output: z.object({}) });
    const change = write({ title: 'M', summary: 'M.', input: z.object({}), output: z.object({}) });
    expect(() => make({ look: looking(thing), plain, make: change })).toThrow(reason);
  });
});

describe('a column that is marked', () => {
  it('points to a read that is there', () => {
    const marked = (operation: string) =>
      read({
        title: 'R',
        summary: 'R.',
        input: z.object({}),
        output: page(z.object({ thing: ref(operation, { value: 'name', label: 'title' }, { label: 'T' }, z.string()) }), 'Things'),
        view: { as: 'table', items: 'items' },
      });
    expect(() => make({ rows: marked('list') })).not.toThrow();
    expect(() => make({ rows: marked('lists') })).toThrow(/the column "thing" is chosen from "lists"/);
  });
});

describe('an operation', () => {
  const change = (spec: object) => write({ title: 'M', summary: 'M.', input: z.object({}), output: z.object({}), ...spec });

  it('may make reads stale, and nothing else', () => {
    const stalling = change({ invalidates: ['list'] });
    expect(() => make({ make: stalling })).not.toThrow();
    expect(stalling.invalidates).toEqual(['list']);
    expect(() => make({ make: change({ invalidates: ['make'] }) })).toThrow(/"make" stale, which is no read/);
    expect(() => make({ make: change({ invalidates: ['lists'] }) })).toThrow(/"lists" stale/);
    const stale = read({ title: 'P', summary: 'P.', input: z.object({}), output: z.object({}), invalidates: ['list'] });
    expect(() => make({ stale })).toThrow(/a read changes nothing/);
  });

  it('is cached only when it is a plain read', () => {
    expect(() => make({ make: change({ cache: { ttlMs: 1 } }) })).toThrow(/only a read/);
    const streamed = read({
      title: 'P',
      summary: 'P.',
      input: z.object({}),
      output: z.object({}),
      stream: { chunk: z.string() },
      cache: { ttlMs: 1 },
    });
    expect(() => make({ streamed })).toThrow(/not streamed/);
  });

  it.each([0, -1, 1.5, Number.NaN])('does not cost %s requests', (cost) => {
    expect(() => make({ make: change({ cost }) })).toThrow(/whole number of requests/);
  });

  it('costs one request, invalidates nothing and takes no key unless it says so', () => {
    expect(list).toMatchObject({ cost: 1, invalidates: [], idempotencyKey: false, cache: { ttlMs: 1000 } });
  });
});

describe('a health probe', () => {
  it('is a plain read with an input that it takes', () => {
    expect(() => make({}, { health: { probe: 'list', asks: 'A page.' } })).not.toThrow();
    expect(() => make({}, { health: { probe: 'nothing', asks: 'A page.' } })).toThrow(/"nothing", which is no plain read/);
    expect(() => make({}, { health: { probe: 'list', input: { cursor: 5 }, asks: 'A page.' } })).toThrow(/does not take the given input/);
  });
});
