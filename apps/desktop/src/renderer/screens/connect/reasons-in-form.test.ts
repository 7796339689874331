import { IntegrationError, serializeError, type ErrorCategory } from '@wiz/core';
import { secret } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from '../../form/form-field.ts';
import { reasonsInForm } from './reasons-in-form.ts';

const place = formFields(z.object({ baseUrl: z.string() }));
const two = formFields(z.object({ host: z.string(), port: z.string() }));
const token = formFields(z.object({ token: secret({ label: 'Token' }) }));
const pair = formFields(z.object({ key: secret({ label: 'Key' }), token: secret({ label: 'Token' }) }));
const none = formFields(z.object({}));

function refused(category: ErrorCategory, fields?: Readonly<Record<string, string>>) {
  return serializeError(new IntegrationError(category, 'It was refused.', fields === undefined ? {} : { fields }));
}

describe('reasons at fields', () => {
  it.each(['token', 'secrets.token'])('stand at the secret that main names “%s”', (path) => {
    expect(reasonsInForm(refused('validation_error', { [path]: 'fill it in' }), place, pair)).toEqual({
      settings: {},
      secrets: { token: 'fill it in' },
    });
  });

  it.each(['baseUrl', 'config.baseUrl'])('stand at the setting that main names “%s”', (path) => {
    expect(reasonsInForm(refused('validation_error', { [path]: 'no address' }), place, token)).toEqual({
      settings: { baseUrl: 'no address' },
      secrets: {},
    });
  });

  it('tell a setting from a secret of the same name by the place', () => {
    const named = formFields(z.object({ token: z.string() }));
    expect(reasonsInForm(refused('validation_error', { 'secrets.token': 'a', 'config.token': 'b' }), named, token)).toEqual({
      settings: { token: 'b' },
      secrets: { token: 'a' },
    });
  });

  it.each(['authentication_error', 'permission_error'] as const)('put a %s at the only secret', (category) => {
    expect(reasonsInForm(refused(category), place, token)).toEqual({ settings: {}, secrets: { token: 'It was refused.' } });
  });

  it('blame no secret where there are several, and no field that is not named among several', () => {
    expect(reasonsInForm(refused('authentication_error'), place, pair)).toEqual({ settings: {}, secrets: {} });
    expect(reasonsInForm(refused('not_found'), two, none)).toEqual({ settings: {}, secrets: {} });
  });

  it('put what is wrong with the place at the only setting', () => {
    expect(reasonsInForm(refused('permission_error'), place, none).settings).toEqual({ baseUrl: 'It was refused.' });
    expect(reasonsInForm(refused('conflict'), place, none).settings).toEqual({ baseUrl: 'It was refused.' });
    expect(reasonsInForm(refused('not_found'), place, token).settings).toEqual({ baseUrl: 'It was refused.' });
  });

  it('blame no setting for an account that is connected already, where the secret decides which account it is', () => {
    expect(reasonsInForm(refused('conflict'), place, token)).toEqual({ settings: {}, secrets: {} });
  });

  it('blame no field for a network that is away, nor for a field that the form does not have', () => {
    expect(reasonsInForm(refused('network_error'), place, token)).toEqual({ settings: {}, secrets: {} });
    expect(reasonsInForm(refused('network_error', { elsewhere: 'x' }), place, token)).toEqual({ settings: {}, secrets: {} });
  });
});
