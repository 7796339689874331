import { field, read } from '@wiz/integration-kit/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { pathFieldsOf } from './path-fields.ts';

it('finds the fields that name a place: by their mark, or by their name', () => {
  const input = z.object({
    where: field(z.string().default(''), { label: 'Where', resource: 'path' }),
    path: z.string(),
    targetFolder: z.string().optional(),
    query: field(z.string(), { label: 'Text', resource: 'text' }),
    profile: z.string(),
  });
  expect(pathFieldsOf(read({ title: 'Try', summary: 'Tries.', input, output: z.object({}) }))).toEqual(['where', 'path', 'targetFolder']);
});
