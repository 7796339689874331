import { field } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { omittedFields } from './omitted-fields.ts';

describe('omittedFields', () => {
  it('names what the contract keeps out of the journal, also behind a wrapper', () => {
    const secret = field(z.string(), { label: 'Text', journal: 'omit' });
    expect(omittedFields(z.object({ path: z.string(), text: secret, more: secret.optional() }))).toEqual(['text', 'more']);
    expect(omittedFields(z.string())).toEqual([]);
  });
});
