import { describe, expect, it } from 'vitest';
import { categories } from './error-category.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { hostileValues } from './testing/hostile.ts';

const everything = {
  retryable: true,
  retryAfterMs: 2000,
  statusCode: 429,
  attempts: 3,
  outcome: 'unknown',
  code: 'X',
  fields: { a: 'b' },
  causes: [{ name: 'Error', message: 'm' }],
  integration: 'i',
  connection: 'c',
  operation: 'o',
  correlationId: 'id',
} as const;

describe('categories', () => {
  it('that can be retried, and those that a circuit breaker counts', () => {
    const having = (key: 'retryable' | 'blamesSystem') =>
      Object.entries(categories)
        .filter(([, facts]) => facts[key])
        .map(([category]) => category);
    expect(having('retryable')).toEqual(['network_error', 'timeout_error', 'rate_limit_error', 'service_unavailable', 'overloaded']);
    expect(Object.entries(categories).flatMap(([name, { outcome }]) => (outcome === 'unknown' ? [name] : []))).toEqual([
      'network_error',
      'timeout_error',
      'service_unavailable',
      'protocol_error',
    ]);
    expect(having('blamesSystem')).toEqual(['network_error', 'timeout_error', 'service_unavailable', 'protocol_error']);
    expect(Object.keys(categories)).toHaveLength(17);
  });
});

describe('IntegrationError', () => {
  it('is an error with what its category says and nothing else', () => {
    const error = new IntegrationError('network_error', 'Lost.');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'IntegrationError',
      category: 'network_error',
      message: 'Lost.',
      retryable: true,
      attempts: 1,
      outcome: 'unknown',
    });
    expect(error).not.toHaveProperty('cause');
    expect(error).toMatchObject({ retryAfterMs: undefined, statusCode: undefined, code: undefined, fields: undefined, causes: undefined });
    expect(new IntegrationError('conflict', 'x').retryable).toBe(false);
  });

  it('carries what it is given', () => {
    const cause = new Error('y');
    expect(new IntegrationError('conflict', 'x', { ...everything, cause })).toMatchObject({ ...everything, cause });
    expect(new IntegrationError('network_error', 'x', { retryable: false }).retryable).toBe(false);
    expect(new IntegrationError('conflict', 'x', { cause: null }).cause).toBeNull();
  });

  it.each([
    ['retryAfterMs', [0, 0.5, 3_600_000], [-1, -0.001, NaN, Infinity, -Infinity], undefined],
    ['statusCode', [100, 404, 999], [99, 1000, 404.5, NaN, Infinity], undefined],
    ['attempts', [0, 1, 6], [-1, 1.5, NaN, Infinity], 1],
  ] as const)('keeps a legal %s and forgets an illegal one', (key, legal, illegal, otherwise) => {
    for (const value of legal) expect(new IntegrationError('conflict', 'x', { [key]: value })[key]).toBe(value);
    for (const value of illegal) expect(new IntegrationError('conflict', 'x', { [key]: value })[key]).toBe(otherwise);
  });

  it('makes 0 of -0, which JSON does not know', () => {
    expect(new IntegrationError('conflict', 'x', { retryAfterMs: -0 }).retryAfterMs).toBe(0);
  });
});

describe('with', () => {
  const error = new IntegrationError('conflict', 'x', { ...everything, cause: 'first' });

  it('changes what is named and keeps everything else, in a copy', () => {
    const copy = error.with({ operation: 'write' });
    expect(copy).not.toBe(error);
    expect(copy).toMatchObject({
      ...everything,
      category: 'conflict',
      message: 'x',
      cause: 'first',
      operation: 'write',
      stack: error.stack,
    });
    expect(error.operation).toBe('o');
  });

  it('changes the sentence where one is given', () => {
    expect(error.with({}, 'y')).toMatchObject({ ...everything, message: 'y' });
  });

  it('takes away what is given as undefined', () => {
    expect(error.with({ retryAfterMs: undefined, code: undefined, attempts: undefined })).toMatchObject({
      retryAfterMs: undefined,
      code: undefined,
      attempts: 1,
    });
  });

  it('forgets the described causes when the cause is a new one', () => {
    expect(error.with({ cause: 'second' })).toMatchObject({ cause: 'second', causes: undefined });
    expect(error.with({ cause: 'second', causes: [] }).causes).toEqual([]);
  });

  it('works for an error whose stack somebody took away', () => {
    const bare = new IntegrationError('conflict', 'x');
    delete (bare as { stack?: unknown }).stack;
    expect(bare.with({}).stack).toContain('IntegrationError');
  });
});

describe('isIntegrationError', () => {
  const foreign = (facts: object): unknown => Object.assign(new Error('x'), { name: 'IntegrationError', category: 'conflict', ...facts });

  it('knows ours, and those of another copy of this module', () => {
    expect(isIntegrationError(new IntegrationError('conflict', 'x'))).toBe(true);
    expect(isIntegrationError(foreign({}))).toBe(true);
  });

  it.each([
    ['another name', foreign({ name: 'Error' })],
    ['no category', Object.assign(new Error('x'), { name: 'IntegrationError' })],
    ['an unknown category', foreign({ category: 'made_up' })],
    ['a category of our prototype', foreign({ category: 'toString' })],
    ['a category that only reads like one', foreign({ category: ['conflict'] })],
    ['the looks but not the class', { name: 'IntegrationError', category: 'conflict' }],
    ...hostileValues(),
  ] as const)('refuses %s', (_, value) => {
    expect(isIntegrationError(value)).toBe(false);
  });
});

describe('IntegrationError.isGenuine', () => {
  it('knows only what this module made, and no proxy of it', () => {
    const error = new IntegrationError('conflict', 'x');
    expect(IntegrationError.isGenuine(error)).toBe(true);
    expect(IntegrationError.isGenuine(new Proxy(error, {}))).toBe(false);
    expect(IntegrationError.isGenuine(foreignLooking())).toBe(false);
  });

  it.each(hostileValues())('refuses %s', (_, value) => {
    expect(IntegrationError.isGenuine(value)).toBe(false);
  });
});

function foreignLooking(): unknown {
  return Object.setPrototypeOf({ name: 'IntegrationError', category: 'conflict' }, IntegrationError.prototype);
}
