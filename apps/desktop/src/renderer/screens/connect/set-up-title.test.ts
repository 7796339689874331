import { secret } from '@wiz/integration-kit/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from '../../form/form-field.ts';
import { setUpTitle } from './set-up-title.ts';

const titleFor = (...labels: readonly string[]) =>
  setUpTitle(formFields(z.object(Object.fromEntries(labels.map((label, index) => [`s${String(index)}`, secret({ label })])))));

it('names the secret that has to be got', () => {
  expect(titleFor('Personal access token')).toBe('How to get a personal access token');
  expect(titleFor('API key')).toBe('How to get an API key');
  expect(titleFor('User token')).toBe('How to get a user token');
});

it('speaks of credentials where there are several, and of connecting where there are none', () => {
  expect(titleFor('User', 'Password')).toBe('How to get the credentials');
  expect(titleFor()).toBe('Before you connect');
});
