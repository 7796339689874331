import { describe, expect, it } from 'vitest';
import { faultOf } from './message-size.ts';

const limits = { size: 100, depth: 4, values: 20 };
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

describe('the look at a message', () => {
  it.each([null, undefined, 0, Number.NaN, '', false, new Date(0), new Uint8Array(3), [1, [2]], { a: { b: 'c' } }, Object.create(null)])(
    'lets plain data pass: %j',
    (value) => {
      expect(faultOf(value, limits)).toBeUndefined();
    },
  );

  it.each<[string, unknown, string]>([
    ['a long text', 'x'.repeat(101), 'too_large'],
    ['many short texts', Array.from({ length: 11 }, () => 'x'.repeat(10)), 'too_large'],
    ['long names', { ['x'.repeat(101)]: 1, b: 2 }, 'too_large'],
    ['many bytes', new Uint8Array(101), 'too_large'],
    ['many values', Array.from({ length: 21 }, () => 1), 'too_large'],
    ['deep nesting', [[[[[]]]]], 'too_deep'],
    ['a cycle', cyclic, 'too_deep'],
    ['a function', { f: () => 1 }, 'not_plain'],
    ['a symbol', [Symbol('s')], 'not_plain'],
    ['a map', new Map(), 'not_plain'],
    ['an instance of a class', new URL('https://example.org'), 'not_plain'],
    ['a key that could reach a prototype', JSON.parse('{"__proto__":{"admin":true}}'), 'not_plain'],
  ])('refuses %s', (_name, value, fault) => {
    expect(faultOf(value, limits)).toBe(fault);
  });

  it('ends quickly on a message of a million values', () => {
    const many = Array.from({ length: 1_000_000 }, () => 1);
    let looked = 0;
    const watched = new Proxy(many, {
      get: (target, key) => {
        looked += 1;
        const value: unknown = Reflect.get(target, key);
        return value;
      },
    });
    expect(faultOf(watched)).toBe('too_large');
    expect(looked).toBeLessThan(600_000);
  });
});
