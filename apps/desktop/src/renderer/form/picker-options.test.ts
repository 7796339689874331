import { QueryClient } from '@tanstack/react-query';
import { read, ref, type Picker } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from './form-field.ts';
import { pickerFilter, pickerKey } from './picker-key.ts';
import { givenValues, matching, missingSentence, optionsOf, typedValue } from './picker-options.ts';

const listIssues = read({
  title: 'List issues',
  summary: 'Lists.',
  input: z.object({ repository: z.string() }),
  output: z.object({ items: z.array(z.object({ number: z.int(), title: z.string(), author: z.string().nullable() })) }),
  view: { as: 'table', items: 'items' },
});
const picker: Picker = { operation: 'listIssues', value: 'number', label: 'title', detail: 'author', given: ['repository'] };
const answer = {
  items: [
    { number: 12, title: 'Door does not close', author: 'ada' },
    { number: 7, title: 'Roof leaks', author: null },
    { number: 12, title: 'The same again', author: 'x' },
    { number: null, title: 'Nameless', author: 'x' },
    'no row',
  ],
};
const options = optionsOf(picker, listIssues, answer);

describe('the choices of a picker', () => {
  it('come from the rows of the answer, each value once', () => {
    expect(options).toEqual([
      { value: 12, label: 'Door does not close', detail: 'ada' },
      { value: 7, label: 'Roof leaks', detail: undefined },
    ]);
    expect(optionsOf(picker, listIssues, { items: 'none' })).toEqual([]);
  });

  it('are called by their value where the label is empty', () => {
    expect(optionsOf(picker, listIssues, { items: [{ number: 3, title: '', author: '' }] })).toEqual([
      { value: 3, label: '3', detail: undefined },
    ]);
  });

  it('are found by all words in any of their texts, and by their number', () => {
    const found = (typed: string) => matching(options, typed).map(({ value }) => value);
    expect([found(''), found('ROOF'), found('close ada'), found('12'), found('roof ada')]).toEqual([[12, 7], [7], [12], [12], []]);
  });
});

describe('a picker that needs other fields', () => {
  const fields = formFields(
    z.object({
      repository: ref('listRepositories', { value: 'name', label: 'name' }, { label: 'Repository' }),
      owner: ref('listOwners', { value: 'name', label: 'name' }, { label: 'Owner' }),
    }),
  );

  it('gets their values once all are filled in', () => {
    expect(givenValues(picker, { repository: '' })).toBeUndefined();
    expect(givenValues(picker, {})).toBeUndefined();
    expect(givenValues(picker, { repository: 'a/b', state: 'open' })).toEqual({ repository: 'a/b' });
    expect(givenValues({ ...picker, given: undefined } as unknown as Picker, {})).toEqual({});
  });

  it('says which are missing', () => {
    expect(missingSentence(picker, fields, { repository: '' })).toBe('Choose a repository first.');
    expect(missingSentence({ ...picker, given: ['owner', 'repository'] }, fields, {})).toBe('Choose an owner and a repository first.');
  });
});

describe('typedValue', () => {
  it('keeps numbers numbers, and everything else as it was typed', () => {
    expect([typedValue('12', true), typedValue('12', false), typedValue('x1', true), typedValue('', true)]).toEqual([12, '12', 'x1', '']);
    expect(typedValue('99999999999999999999', true)).toBe('99999999999999999999');
  });
});

describe('pickerKey', () => {
  it('is hit by news of its operation of its connection, and by nothing else', () => {
    const cache = new QueryClient();
    const key = pickerKey('c1', 'listIssues', { repository: 'a' }, 'x');
    cache.setQueryData(key, 1);
    const hit = (connection: string, operation: string) => cache.getQueryCache().findAll(pickerFilter(connection, operation)).length;
    expect([hit('c1', 'listIssues'), hit('c2', 'listIssues'), hit('c1', 'listRepositories')]).toEqual([1, 0, 0]);
  });
});
