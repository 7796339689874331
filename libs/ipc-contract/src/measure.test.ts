import { describe, expect, it } from 'vitest';
import { measure } from './measure.ts';

describe('the weight of a value', () => {
  it('counts characters, bytes, names, and 32 for each value', () => {
    expect(measure('abc')?.weight).toBe(35);
    expect(measure({ ab: [1, null] })?.weight).toBe(4 * 32 + 2);
    expect(measure(new Uint8Array(10))?.weight).toBe(42);
  });

  it('is told only up to the limit, and looks no further', () => {
    let looked = 0;
    const watched = new Proxy(
      Array.from({ length: 1000 }, () => 'x'),
      {
        get: (target, key): unknown => {
          looked += 1;
          return Reflect.get(target, key);
        },
      },
    );
    expect(measure(watched, 330)).toBeUndefined();
    expect(looked).toBeLessThan(50);
    expect(measure('x'.repeat(68), 100)?.weight).toBe(100);
    expect(measure('x'.repeat(69), 100)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['text, numbers, yes and no, nothing', { a: 'é\ud800', b: 1.5, c: [true, null] }],
    ['a name that an object inherits', JSON.parse('{"__proto__":{"constructor":1}}')],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
  ])('knows that JSON says the same: %s', (_name, value) => {
    expect(measure(value)?.isJson).toBe(true);
    expect(JSON.parse(JSON.stringify(value))).toEqual({ ...(value as object) });
  });

  it.each<[string, unknown]>([
    ['a date', [new Date(0)]],
    ['bytes', { a: new Uint8Array(1) }],
    ['undefined', { a: undefined }],
    ['a gap in a list', [1, , 3]], // eslint-disable-line no-sparse-arrays -- a gap is what is looked at
    ['not a number', [Number.NaN]],
    ['infinity', Number.POSITIVE_INFINITY],
    ['minus zero', -0],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a big integer', 1n],
    ['something that nobody has looked at, because it lies too deep', Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], 1)],
  ])('knows that JSON does not: %s', (_name, value) => {
    expect(measure(value)?.isJson).toBe(false);
  });
});
