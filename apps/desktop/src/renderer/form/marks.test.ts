import { field, ref } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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

describe('a reference that depends on another', () => {
  const issue = formFields(
    z.object({
      repository: ref('listRepositories', { value: 'name', label: 'name' }, { label: 'Repository' }),
      number: ref('listIssues', { value: 'number', label: 'title', given: ['repository'] }, { label: 'Issue' }, z.int()),
      body: field(z.string(), { label: 'Comment', widget: 'text' }),
    }),
  );

  it('goes when another one is chosen, not when the first one is', () => {
    const before = { repository: 'a/one', number: 12, body: 'x' };
    expect(withoutStaleMarks(issue, before, { ...before, repository: 'a/two' })).toEqual({ repository: 'a/two', number: '', body: 'x' });
    expect(withoutStaleMarks(issue, { ...before, repository: '' }, before)).toEqual(before);
    expect(withoutStaleMarks(issue, before, { ...before, body: 'y' })).toMatchObject({ number: 12 });
  });
});
