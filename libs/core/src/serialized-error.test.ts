import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, type ErrorCategory } from './error-category.ts';
import { IntegrationError, isIntegrationError } from './integration-error.ts';
import { deserializeError, isSerializedError, rebuildError, serializeError } from './serialized-error.ts';
import { hostileValues } from './testing/hostile.ts';

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
  cause: Object.assign(new Error('GET https://a.example/x?code=hunter2 failed for /home/someone', { cause: 'Bearer hunter2' }), {
    code: 'E1',
  }),
});
const plain = {
  category: 'rate_limit_error',
  message: 'Wait a little.',
  retryable: true,
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
  causes: [
    { name: 'Error', message: 'GET https://a.example/x failed for ~', code: 'E1' },
    { name: 'string', message: 'Bearer [redacted]' },
  ],
} as const;
const least = { category: 'conflict', message: 'x', retryable: false, attempts: 1, outcome: 'none' } as const;

const causeArbitrary = fc.record({ name: fc.string(), message: fc.string(), code: fc.string() }, { requiredKeys: ['name', 'message'] });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 0, NaN, Infinity, 1, 100, 429, 999));
const text = fc.string({ unit: 'binary' });
const errorArbitrary = fc
  .record({
    category: fc.constantFrom(...(Object.keys(categories) as ErrorCategory[])),
    message: text,
    options: fc.record(
      {
        retryable: optional(fc.boolean()),
        retryAfterMs: optional(number),
        statusCode: optional(number),
        attempts: optional(number),
        outcome: optional(fc.constantFrom('none', 'unknown')),
        code: optional(text),
        fields: optional(fc.dictionary(text, text)),
        integration: optional(text),
        connection: optional(text),
        operation: optional(text),
        correlationId: optional(text),
        causes: optional(fc.array(causeArbitrary, { maxLength: 16 })),
        cause: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ category, message, options }) => new IntegrationError(category, message, options));

describe('serializeError', () => {
  it('gives plain data with everything that may leave the process', () => {
    expect(serializeError(full)).toStrictEqual(plain);
  });

  it('leaves out what there is not', () => {
    expect(serializeError(new IntegrationError('conflict', 'x'))).toStrictEqual(least);
    expect(serializeError(new IntegrationError('conflict', 'x', { causes: [] }))).toStrictEqual(least);
  });

  it('leaves the stack behind, and every secret of the causes', () => {
    const json = JSON.stringify(serializeError(full));
    for (const secret of ['hunter2', 'someone', 'stack', 'at ']) expect(json).not.toContain(secret);
  });

  it('prefers the causes that came along to what can be read here', () => {
    const causes = [{ name: 'Error', message: 'from there' }];
    expect(serializeError(new IntegrationError('conflict', 'x', { causes, cause: new Error('from here') })).causes).toEqual(causes);
  });

  it('describes a new cause, and what the old one had brought along', () => {
    const back = deserializeError(serializeError(full));
    const { causes } = serializeError(back.with({ cause: new AggregateError([back], 'Two attempts failed.') }));
    expect(causes?.map(({ message }) => message)).toEqual([
      'Two attempts failed.',
      'Wait a little.',
      ...plain.causes.map(({ message }) => message),
    ]);
  });
});

describe('the way there and back', () => {
  it('ends in one of our errors', () => {
    const back = deserializeError(structuredClone(serializeError(full)));
    expect(isIntegrationError(back)).toBe(true);
    expect(back).toBeInstanceOf(IntegrationError);
    expect(back.cause).toBeUndefined();
  });

  it.each([
    ['a structured clone', (data: unknown) => structuredClone(data)],
    ['JSON', (data: unknown) => JSON.parse(JSON.stringify(data)) as unknown],
  ])('through %s loses nothing of any error', (_, send) => {
    fc.assert(
      fc.property(errorArbitrary, (error) => {
        const data = serializeError(error);
        const arrived = send(data);
        expect(isSerializedError(arrived)).toBe(true);
        if (!isSerializedError(arrived)) return;
        const again = serializeError(deserializeError(arrived));
        expect(again).toEqual(data);
        expect(JSON.stringify(again)).toBe(JSON.stringify(data));
        expect(deserializeError(arrived)).toMatchObject({ category: error.category, retryable: error.retryable, outcome: error.outcome });
      }),
    );
  });
});

describe('isSerializedError', () => {
  it('accepts what serializeError made, keys that it does not know, and our error itself', () => {
    for (const value of [
      plain,
      least,
      { ...least, later: 1 },
      { ...least, code: undefined, causes: [] },
      Object.assign(Object.create(null), least),
      full,
    ]) {
      expect(isSerializedError(value)).toBe(true);
    }
  });

  it.each([
    ['category', ['made_up', 'toString', ['conflict'], undefined, 1]],
    ['message', [undefined, 1, null]],
    ['retryable', [undefined, 1, null, 'true']],
    ['attempts', [undefined, '1', null, -1, 1.5, NaN, Infinity]],
    ['outcome', [undefined, 'maybe', null, 1]],
    ['retryAfterMs', ['1', null, -1, NaN, Infinity]],
    ['statusCode', ['429', null, 99, 1000, 200.5, NaN]],
    ['code', [1, null]],
    ['fields', ['x', null, ['a'], [], { a: 1 }, { a: 'b', c: null }]],
    [
      'causes',
      [
        'x',
        null,
        {},
        [null],
        ['x'],
        [{}],
        [{ name: 'x' }],
        [{ message: 'x' }],
        [{ name: 'x', message: 1 }],
        [{ name: 'x', message: 'y', code: 1 }],
      ],
    ],
    ['causes', [Array.from({ length: 17 }, () => ({ name: 'x', message: 'y' })), [{ name: 'x', message: 'y' }, 1], [[]]]],
    ['integration', [1, null]],
    ['connection', [1, null]],
    ['operation', [1, null]],
    ['correlationId', [1, null]],
  ])('refuses a wrong %s', (key, values) => {
    for (const value of values) expect(isSerializedError({ ...plain, [key]: value })).toBe(false);
  });

  it.each([...hostileValues(), ['text', 'text'], ['an empty object', {}]] as const)('refuses %s, without throwing', (_, value) => {
    expect(isSerializedError(value)).toBe(false);
    for (const key of ['category', 'fields', 'causes'] as const)
      expect(isSerializedError({ ...plain, [key]: value ?? null })).toBe(isEmpty(value, key));
  });
});

describe('rebuildError', () => {
  it('makes the error with its cause', () => {
    const error = rebuildError({ ...plain, cause: 'y' });
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({ ...plain, cause: 'y' });
  });

  it.each([...hostileValues(), ['a category alone', { category: 'conflict' }], ['a message alone', { message: 'x' }]] as const)(
    'makes none of %s',
    (_, value) => {
      expect(rebuildError(value)).toBeUndefined();
      if (value !== undefined) expect(rebuildError({ category: value, message: value })).toBeUndefined();
    },
  );

  it.each(hostileValues())('makes one, or none, of data that holds %s', (_, value) => {
    expect(rebuildError({ ...plain, fields: value, causes: value })?.category ?? 'none').toMatch(/^(rate_limit_error|none)$/);
  });
});

/** Some of the strange values are right where they stand: an object without entries names no wrong field. */
function isEmpty(value: unknown, key: string): boolean {
  try {
    return (
      key === 'fields' &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((item) => typeof item === 'string')
    );
  } catch {
    return false;
  }
}
