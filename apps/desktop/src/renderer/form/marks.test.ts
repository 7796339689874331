import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { formFields } from './form-field.ts';
import { withoutStaleMarks } from './marks.ts';

const fields = formFields(contracts.filesystem.operations.write.input);
const filled = { path: 'a.txt', text: 'x', version: 'v1', overwrite: false };

describe('marks of a resource', () => {
  it('come off when another resource is named', () => {
    expect(withoutStaleMarks(fields, filled, { ...filled, path: 'b.txt' })).toEqual({ ...filled, path: 'b.txt', version: '' });
  });

  it('stay while anything else is changed', () => {
    expect(withoutStaleMarks(fields, filled, { ...filled, text: 'y', overwrite: true })).toMatchObject({ version: 'v1' });
    expect(withoutStaleMarks(fields, filled, { ...filled, version: 'v2' })).toMatchObject({ version: 'v2' });
  });

  it('stay as the person types them', () => {
    expect(withoutStaleMarks(fields, filled, { ...filled, path: 'b.txt', version: 'v2' })).toMatchObject({ version: 'v2' });
  });
});
