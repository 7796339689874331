import { redact } from '@wiz/core';
import { describe, expect, it } from 'vitest';
import { vendorMessage } from './vendor-message.ts';

const message = (json: unknown) => vendorMessage(json, redact);

describe('vendorMessage', () => {
  it.each([
    [{ message: 'Not Found.' }, 'Not Found'],
    [{ error: { message: 'Model is busy', type: 'x' } }, 'Model is busy'],
    [{ error: 'invalid_grant', error_description: 'Token is revoked' }, 'Token is revoked'],
    [{ error: 'invalid_grant' }, 'invalid_grant'],
    [{ title: 'Bad', detail: 'Too short' }, 'Too short'],
    [{ errors: [{ message: 'One' }, 'two', { detail: 'three' }] }, 'One; two; three'],
    [{ message: 'Failed', errors: [{ field: 'title', code: 'missing' }, { field: 'body' }, {}] }, 'Failed (title: missing; body)'],
    [{ message: 'line\n\tbreak \u202eevil' }, 'line break evil'],
    [{ message: 'token=abcdef123' }, 'token=[redacted]'],
    [{ message: '  ' }, undefined],
    [{ message: 5 }, undefined],
    ['text', undefined],
    [undefined, undefined],
  ])('%j says %s', (json, said) => {
    expect(message(json)).toBe(said);
  });

  it('is at most 300 characters long, and looks at five errors', () => {
    expect(message({ message: 'many words '.repeat(100) })?.length).toBe(300);
    expect(message({ errors: Array.from({ length: 9 }, (_, index) => `e${String(index)}`) })).toBe('e0; e1; e2; e3; e4');
  });
});
