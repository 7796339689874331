import { field, ref } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from './form-field.ts';
import { checkValues, initialValues } from './form-values.ts';

const schema = z.object({
  path: field(z.string().min(1), { label: 'Path', help: 'Below the folder.', placeholder: 'notes/today.md', resource: 'path' }),
  where: field(z.enum(['content', 'name']).default('content'), { label: 'Look in' }),
  caseSensitive: z.boolean().default(false),
  limit: field(z.int().min(1).max(10_000).default(1000), { label: 'At most', advanced: true }),
  ratio: z.number().optional(),
  text: field(z.string(), { label: 'Text', widget: 'text', journal: 'omit' }),
  root: field(z.string(), { label: 'Folder', widget: 'folder' }).optional(),
  ignore: z.array(z.string()).optional(),
  repository: ref('list', { value: 'name', label: 'name' }, { label: 'Repository' }).optional(),
  number: ref('list', { value: 'number', label: 'name' }, { label: 'Issue' }, z.int().min(1)).optional(),
});
const fields = formFields(schema);

describe('formFields', () => {
  it('chooses the input that suits each schema, through defaults and optionals', () => {
    expect(fields.map(({ key, as }) => [key, as])).toEqual([
      ['path', 'text'],
      ['where', 'choice'],
      ['caseSensitive', 'switch'],
      ['limit', 'number'],
      ['ratio', 'number'],
      ['text', 'multiline'],
      ['root', 'folder'],
      ['ignore', 'lines'],
      ['repository', 'reference'],
      ['number', 'reference'],
    ]);
  });

  it('takes words from the hints and falls back to the name', () => {
    expect(fields[0]).toMatchObject({
      label: 'Path',
      help: 'Below the folder.',
      placeholder: 'notes/today.md',
      resource: 'path',
      optional: false,
      advanced: false,
    });
    expect(fields[2]?.label).toBe('Case sensitive');
    expect(fields[6]).toMatchObject({ label: 'Folder', optional: true });
  });

  it('reads limits and whole numbers from the schema, and no limit where there is none', () => {
    expect(fields[3]).toMatchObject({ whole: true, min: 1, max: 10_000, fallback: 1000, advanced: true });
    expect(fields[4]).toMatchObject({ whole: false, min: undefined, max: undefined, optional: true });
  });

  it('refuses a schema that is no object', () => {
    expect(() => formFields(z.string())).toThrow(TypeError);
  });
});

describe('form values', () => {
  it('starts from the defaults, and from what is given in their place', () => {
    expect(initialValues(fields, { path: 'a.md', limit: 5 })).toEqual({
      path: 'a.md',
      where: 'content',
      caseSensitive: false,
      limit: 5,
      ratio: '',
      text: '',
      root: '',
      ignore: '',
      repository: '',
      number: '',
    });
  });

  it('leaves out what is empty and may be left out, and keeps an empty required text', () => {
    const checked = checkValues(schema, fields, initialValues(fields, { path: 'a.md' }));
    expect(checked).toEqual({ ok: true, input: { path: 'a.md', where: 'content', caseSensitive: false, limit: 1000, text: '' } });
  });

  it('splits lines and drops empty ones', () => {
    const checked = checkValues(schema, fields, { ...initialValues(fields, { path: 'a' }), ignore: ' a \n\n b' });
    expect(checked).toMatchObject({ ok: true, input: { ignore: ['a', 'b'] } });
  });

  it('keeps the number of a reference a number, and refuses what is none', () => {
    const filled = initialValues(fields, { path: 'a', repository: 7, number: 7 });
    expect(filled).toMatchObject({ repository: '7', number: 7 });
    expect(checkValues(schema, fields, filled)).toMatchObject({ ok: true, input: { repository: '7', number: 7 } });
    expect(checkValues(schema, fields, { ...filled, number: 'seven' })).toEqual({ ok: false, problems: { number: 'Use a number.' } });
    const empty = checkValues(schema, fields, initialValues(fields, { path: 'a' }));
    expect(empty.ok ? Object.keys(empty.input) : empty.problems).toEqual(['path', 'where', 'caseSensitive', 'limit', 'text']);
  });

  it('says in a plain sentence what is wrong, at the field', () => {
    const checked = checkValues(schema, fields, { ...initialValues(fields), limit: 20_000, ratio: 'x' });
    expect(checked).toEqual({
      ok: false,
      problems: { path: 'Fill this in.', limit: 'Use a number of at most 10,000.', ratio: 'Use a number.' },
    });
    expect(checkValues(schema, fields, { ...initialValues(fields, { path: 'a' }), limit: 1.5 })).toEqual({
      ok: false,
      problems: { limit: 'Use a whole number.' },
    });
  });

  it('prefers the sentence of the contract', () => {
    const own = z.object({ name: z.string().min(1, 'A folder needs a name.') });
    expect(checkValues(own, formFields(own), { name: '' })).toEqual({ ok: false, problems: { name: 'A folder needs a name.' } });
  });
});
