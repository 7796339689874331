import { secret } from '@wiz/integration-kit/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from '../../form/form-field.ts';
import { missingSecrets } from './missing-secrets.ts';

const fields = formFields(
  z.object({ token: secret({ label: 'Token' }), key: secret({ label: 'Key' }), extra: secret({ label: 'Extra' }).optional() }),
);

it('asks for every secret of a new connection that is not typed, and for no optional one', () => {
  expect(missingSecrets(fields, { token: 'abc' }, {})).toEqual({ key: 'Fill this in.' });
});

it('asks for none that is saved', () => {
  expect(missingSecrets(fields, {}, { token: { hint: 'abcd' }, key: { hint: null } })).toEqual({});
});

it('asks for none that comes from elsewhere', () => {
  expect(missingSecrets(fields, {}, {}, 'token')).toEqual({ key: 'Fill this in.' });
});
