import { hintsOf, zodOf, type AnyOperation } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filesystem } from './index.ts';

const operations: readonly (readonly [string, AnyOperation])[] = Object.entries(filesystem.operations);

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('It should be a z.object.');
  return schema.shape;
}

describe('the contract of a folder', () => {
  it('says of each operation what repeating or undoing it means', () => {
    expect(Object.fromEntries(operations.map(([name, { effect }]) => [name, effect]))).toEqual({
      search: 'read',
      read: 'read',
      write: 'write',
      list: 'read',
      stat: 'read',
      createFolder: 'idempotent',
      delete: 'destructive',
    });
  });

  it.each(operations)('labels every field of %s', (_name, operation) => {
    for (const schema of [operation.input, operation.output]) {
      for (const [key, value] of Object.entries(shapeOf(zodOf(schema))))
        expect([key, hintsOf(value)?.label]).toEqual([key, expect.stringMatching(/^[A-Z]/)]);
    }
  });

  it.each(operations)('fills its sentence for %s only with fields of the output', (_name, { done, output }) => {
    const fields = [...(done ?? '').matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
    expect(done).toBeDefined();
    expect(Object.keys(shapeOf(zodOf(output)))).toEqual(expect.arrayContaining(fields));
  });

  it('marks every path, so that a result offers what can be done with it', () => {
    for (const [name, { input }] of operations) {
      const { path } = shapeOf(zodOf(input));
      expect([name, path === undefined ? undefined : hintsOf(path)?.resource]).toEqual([name, 'path']);
    }
  });

  it('asks for the folder with the system’s picker', () => {
    const { root } = shapeOf(zodOf(filesystem.config));
    expect(root === undefined ? undefined : hintsOf(root)?.widget).toBe('folder');
    expect(zodOf(filesystem.config).safeParse({ root: '' }).success).toBe(false);
  });

  it('keeps written text out of the journal', () => {
    const { text } = shapeOf(zodOf(filesystem.operations.write.input));
    expect(text === undefined ? undefined : hintsOf(text)?.journal).toBe('omit');
  });

  it('takes a search with nothing but the text, and no text of several lines', () => {
    const input = zodOf(filesystem.operations.search.input);
    expect(input.parse({ query: 'x' })).toEqual({
      query: 'x',
      path: '',
      in: 'both',
      caseSensitive: false,
      hidden: false,
      ignored: false,
      limit: 1000,
    });
    for (const query of ['', 'a\nb', 'a\0', 'x'.repeat(1001)]) expect(input.safeParse({ query }).success).toBe(false);
    expect(input.safeParse({ query: 'x', limit: 10_001 }).success).toBe(false);
  });

  it('takes text with emoji and refuses half of one', () => {
    const input = zodOf(filesystem.operations.write.input);
    expect(input.safeParse({ path: 'a', text: '🙂' }).success).toBe(true);
    expect(input.safeParse({ path: 'a', text: '🙂'.slice(0, 1) }).success).toBe(false);
  });
});
