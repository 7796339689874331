import { describe, expect, it } from 'vitest';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { deserializeError, isSerializedError, serializeError } from './serialized-error.ts';

const full = new IntegrationError('rate_limit_error', 'Wait a little.', {
  retryAfterMs: 2000,
  statusCode: 429,
  attempts: 3,
  outcome: 'unknown',
  code: 'X',
  fields: { a: 'b' },
  integration: 'i',
  connection: 'c',
  operation: 'o',
  correlationId: 'id',
  cause: new Error('secret'),
});

describe('serializeError', () => {
  it('survives a structured clone without loss', () => {
    const data = serializeError(full);
    const back = deserializeError(structuredClone(data));
    expect(isIntegrationError(back)).toBe(true);
    expect(serializeError(back)).toEqual(data);
  });

  it('leaves cause and stack behind', () => {
    expect(JSON.stringify(serializeError(full))).not.toContain('secret');
    expect(serializeError(full)).not.toHaveProperty('stack');
  });
});

describe('isSerializedError', () => {
  it('accepts what serializeError made', () => {
    expect(isSerializedError(structuredClone(serializeError(full)))).toBe(true);
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ ...serializeError(full), category: 'made_up' }],
    [{ ...serializeError(full), category: 'toString' }],
    [{ ...serializeError(full), outcome: 'maybe' }],
  ])('refuses %j', (value) => {
    expect(isSerializedError(value)).toBe(false);
  });
});
