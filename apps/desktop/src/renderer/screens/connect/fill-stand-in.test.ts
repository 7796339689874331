import { secret } from '@wiz/integration-kit/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from '../../form/form-field.ts';
import type { FormValues } from '../../form/form-values.ts';
import { createSecretInputs } from '../../form/secret-inputs.ts';
import { fillStandIn } from './fill-stand-in.ts';

const fields = formFields(z.object({ baseUrl: z.string(), pageSize: z.int().default(30) }));
const [token] = formFields(z.object({ token: secret({ label: 'Token' }) }));
const standIn = { label: 'octocat at home', config: { baseUrl: 'http://127.0.0.1:4310' }, secrets: { token: 'stand-in-token' } };

/** A form whose secret's input comes on the page when the settings change, as it does in place of a login. */
function form() {
  const inputs = createSecretInputs();
  const changes: FormValues[] = [];
  const change = (values: FormValues) => {
    changes.push(values);
    inputs.refOf(token?.key ?? '')({ value: '', focus: () => undefined });
  };
  return { fields, inputs, changes, change };
}

it('fills in the settings and the credentials of the stand-in', () => {
  const filled = form();
  fillStandIn(filled, standIn);
  expect(filled.changes).toEqual([{ baseUrl: 'http://127.0.0.1:4310', pageSize: 30 }]);
  expect(filled.inputs.read()).toEqual({ token: 'stand-in-token' });
});

it('sends no credential of the stand-in elsewhere, and leaves the settings that are not its own', () => {
  const filled = form();
  fillStandIn(filled, standIn, { baseUrl: 'https://api.example', pageSize: 5 });
  expect(filled.changes).toEqual([{ baseUrl: 'http://127.0.0.1:4310', pageSize: 5 }]);
});
