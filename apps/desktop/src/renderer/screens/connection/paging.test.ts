import { read } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pagingOf } from './paging.ts';

const operation = (input: z.ZodObject, output: z.ZodObject) => read({ title: 'List', summary: 'Lists.', input, output });

describe('pagingOf', () => {
  it('knows a paged operation by its cursor on both sides', () => {
    const cursor = z.object({ cursor: z.string().optional() });
    const next = z.object({ nextCursor: z.string().nullable() });
    expect(pagingOf(operation(cursor, next))).toEqual({ cursor: 'cursor', next: 'nextCursor' });
    expect(pagingOf(operation(cursor, z.object({})))).toBeUndefined();
    expect(pagingOf(operation(z.object({}), next))).toBeUndefined();
  });
});
