import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { samplePage } from '../testing/index.ts';
import { defineContract, destructive, field, hintsOf, parse, read } from './index.ts';

const base = {
  id: 'notes',
  name: 'Notes',
  kind: 'service',
  owner: '@wiz/notes',
  about: 'Notes.',
  docs: 'https://example.com',
  config: z.object({}),
  secrets: z.object({}),
  page: samplePage,
} as const;
const op = (input = z.object({})) => read({ title: 'Look', summary: 'Looks.', input, output: z.object({}) });

describe('defineContract', () => {
  it('gives the contract back as it was', () => {
    const contract = defineContract({ ...base, operations: { look: op() } });
    expect(contract.operations.look.effect).toBe('read');
    expect(contract.id).toBe('notes');
  });

  it.each(['Notes', '1notes', 'no tes', '', 'connections', 'runs', 'then'])('refuses the id "%s"', (id) => {
    expect(() => defineContract({ ...base, id, operations: {} })).toThrow(TypeError);
  });

  it.each(['then', 'call', 'apply', 'pathKey', 'constructor', 'Look', 'look-up'])('refuses an operation called "%s"', (name) => {
    expect(() => defineContract({ ...base, operations: { [name]: op() } })).toThrow(TypeError);
  });

  it.each(['connection', 'ticket', 'force'])('refuses an input field called "%s"', (name) => {
    expect(() => defineContract({ ...base, operations: { look: op(z.object({ [name]: z.string() })) } })).toThrow(/reserved/);
  });

  it('refuses an input that is not an object', () => {
    expect(() =>
      defineContract({
        ...base,
        operations: { look: read({ title: 'Look', summary: 'Looks.', input: z.string(), output: z.object({}) }) },
      }),
    ).toThrow(/z\.object/);
  });
});

describe('operations', () => {
  it('carry their stream’s chunk schema, or none', () => {
    const chunk = z.array(z.string());
    const streamed = read({ title: 'Search', summary: 'Searches.', input: z.object({}), output: z.object({}), stream: { chunk } });
    expect(streamed.chunk).toBe(chunk);
    expect(op().chunk).toBeUndefined();
    expect(destructive({ title: 'Delete', summary: 'Deletes.', input: z.object({}), output: z.object({}) }).effect).toBe('destructive');
  });
});

describe('hintsOf', () => {
  it('finds hints through wrappers, and none where there are none', () => {
    const named = field(z.string(), { label: 'Name' });
    expect(hintsOf(named)).toEqual({ label: 'Name' });
    expect(hintsOf(named.optional())).toEqual({ label: 'Name' });
    expect(hintsOf(named.default('x'))).toEqual({ label: 'Name' });
    expect(hintsOf(z.string())).toBeUndefined();
  });
});

describe('parse', () => {
  const schema = z.object({ name: z.string().min(2, 'Too short.'), age: z.number() });

  it('gives what the schema makes of it', () => {
    expect(parse(schema, { name: 'Ada', age: 36, extra: true }, 'validation_error', 'Wrong.')).toEqual({ name: 'Ada', age: 36 });
  });

  it('throws one sentence and a reason per field', () => {
    expect.assertions(2);
    try {
      parse(schema, { name: 'A', age: 'old' }, 'validation_error', 'Please check.');
    } catch (error) {
      expect(error).toMatchObject({ category: 'validation_error', message: 'Please check. “name”: Too short.' });
      expect(error).toHaveProperty('fields.age', expect.any(String) as unknown);
    }
  });
});
