import { IntegrationError } from '@wiz/core';
import { field, write } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { leaveOut } from './left-out.ts';
import { connectedShelf, lastRun } from './testing/shelf-world.ts';

const operation = write({
  title: 'Add',
  summary: 'Adds.',
  input: z.object({ table: z.string(), values: field(z.string(), { label: 'Values', journal: 'omit' }) }),
  output: z.object({}),
});

describe('what the journal leaves out', () => {
  it.each([
    ['{ "one": "my-secret-value" }', 'invalid input: "my-secret-value".', 'invalid input: "…".'],
    ['{ "one": "my-secret-value" }', 'invalid input: my-secret-value.', 'invalid input: ….'],
    ['{ "note": "say \\"hello\\" to Ada" }', 'refused: say "hello" to Ada', 'refused: …'],
    ['{ "pin": 48213 }', 'Key (pin)=(48213) already exists.', 'Key (…)=(…) already exists.'],
    ['{ "a": { "b": ["deep inside"] } }', '“deep inside” is too long', '“…” is too long'],
    ['first line\nsecond line of it', 'near second line of it', 'near …'],
    ['first line\nsecond line of it', 'near “line of”, position 5', 'near “…”, position 5'],
    ['{ "title": "A column" }', 'column "titel" of "notes" does not exist', 'column "titel" of "notes" does not exist'],
    ['', 'nothing "" to see', 'nothing "" to see'],
  ])('is cut out of a sentence that quotes it: %s', (values, sentence, kept) => {
    expect(leaveOut(operation, { table: 'notes', values })(sentence)).toBe(kept);
  });

  it('is nothing of what the journal keeps anyway', () => {
    expect(leaveOut(operation, { table: 'notes' })('There is no table "notes".')).toBe('There is no table "notes".');
  });

  it('is in no row of the journal and no news of it, whatever the system quotes, but in the answer to who entered it', async () => {
    const made = await connectedShelf();
    made.put = () => {
      const cause = new Error('bad value "a red secret"');
      return Promise.reject(new IntegrationError('validation_error', 'The shelf refused “a red secret”. Check it.', { cause }));
    };
    const run = made.engine.run({ connection: made.id, operation: 'put', input: { text: 'a red secret' } });
    await expect(run).rejects.toMatchObject({ message: 'The shelf refused “a red secret”. Check it.' });
    expect(lastRun(made)).toMatchObject({
      sentence: 'The shelf refused “…”. Check it.',
      timeline: [{ message: 'The shelf refused “…”. Check it.' }],
    });
    expect(JSON.stringify(made.store.writes)).not.toContain('red secret');
    expect(JSON.stringify(made.events)).not.toContain('red secret');
  });
});
