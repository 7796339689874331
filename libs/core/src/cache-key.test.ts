import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheKey } from './cache-key.ts';

const key = (input: unknown): string => cacheKey('list', input);
const sentence = (what: string): string =>
  `A cache key cannot be made of ${what}. Use plain objects, arrays, text, numbers, booleans, dates and null.`;

describe('cacheKey', () => {
  it('is the same for the same input, whatever the order of its properties', () => {
    expect(key({ b: 1, a: { d: 2, c: 3 } })).toBe(key({ a: { c: 3, d: 2 }, b: 1 }));
  });

  it('is written in full, each part with its end', () => {
    expect(cacheKey('listIssues', { repo: 'a/b', page: 2, open: true, closed: false, all: null })).toBe(
      '10:listIssues{3:allN6:closedF4:openT4:page#2;4:repo"3:a/b}',
    );
    expect(cacheKey('x', [undefined, 10n, new Date(5), []])).toBe('1:x[UB10;D5;[]]');
    expect(cacheKey('x', undefined)).toBe('1:xU');
  });

  it('puts many properties in order as it does few', () => {
    for (const count of [0, 1, 2, 15, 16, 17, 18, 40]) {
      const names = Array.from({ length: count }, (_, index) => `k${String((index * 7) % count)}`);
      const properties = [...new Set(names)].map((name) => [name, 1] as const);
      const inOrder = [...properties].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name]) => `${String(name.length)}:${name}#1;`);
      expect(key(Object.fromEntries(properties))).toBe(`4:list{${inOrder.join('')}}`);
      expect(key(Object.fromEntries([...properties].reverse()))).toBe(`4:list{${inOrder.join('')}}`);
    }
  });

  it('orders properties by code units, so that neither their number nor the language matters', () => {
    const few = ['z', 'ä', 'Z', '10', '9', '\u{1f600}', '\uffff'];
    const many = [...few, ...Array.from({ length: 20 }, (_, index) => `~${String(index)}`)];
    const order = (names: string[]): string[] =>
      [...key(Object.fromEntries(names.map((name) => [name, null]))).matchAll(/\d:([^:{]+?)N/gu)].map((match) => match[1] ?? '');
    expect(order(few)).toEqual(['10', '9', 'Z', 'z', 'ä', '\u{1f600}', '\uffff']);
    expect(order(many).filter((name) => !name.startsWith('~'))).toEqual(order(few));
  });

  it('names the operation', () => {
    expect(cacheKey('a', 1)).not.toBe(cacheKey('b', 1));
    expect(cacheKey('a', 'b')).not.toBe(cacheKey('a"1:b', undefined));
  });

  it('tells apart what only looks alike', () => {
    const inputs = [
      1, '1', 1n, true, 'true', false, null, 'null', undefined, NaN, 'NaN', Infinity, -Infinity, '', 0, '0', [], {}, [[]], [{}], [null], [undefined],
      [1, 2], ['1,2'], [12], [[1], 2], [1, [2]], { a: 1 }, { a: '1' }, { a: null }, { a: { b: 1 } }, { a: {}, b: 1 }, { '': 1 }, { 0: 1 }, [1],
      new Date(1), new Date(NaN), new Date(1).toISOString(), '#1;', { a: '#1;' }, { 'a#1;1:b': 1 }, { a: 1, b: 1 },
    ]; // prettier-ignore
    expect(new Set(inputs.map(key)).size).toBe(inputs.length);
  });

  it('takes a property that is undefined for missing, a hole for undefined, and -0 for 0', () => {
    expect(key({ a: undefined, b: 1 })).toBe(key({ b: 1 }));
    // eslint-disable-next-line no-sparse-arrays -- the hole is what is tested
    expect(key([, 1])).toBe(key([undefined, 1]));
    expect(key(-0)).toBe(key(0));
  });

  it('takes an object without a prototype for a plain one', () => {
    expect(key(Object.assign(Object.create(null) as object, { a: 1 }))).toBe(key({ a: 1 }));
  });

  it('refuses what has no canonical form, and says what and what to use', () => {
    class Query {
      text = '';
    }
    const refused: [unknown, string][] = [
      [() => 1, 'a function'],
      [Symbol('s'), 'a symbol'],
      [new Map(), 'an instance of Map'],
      [new Set(), 'an instance of Set'],
      [new Query(), 'an instance of Query'],
      [/a/, 'an instance of RegExp'],
      [new Uint8Array(1), 'an instance of Uint8Array'],
      [Object.create(Object.create(null) as object), 'an object with a prototype of its own'],
    ];
    for (const [input, what] of refused) {
      for (const at of [input, [input], { a: { b: input } }]) expect(() => key(at)).toThrow(new TypeError(sentence(what)));
    }
  });

  it('refuses circular inputs and those more than 100 levels deep', () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const tooDeep = new TypeError(sentence('what is circular or more than 100 levels deep'));
    expect(() => key(circular)).toThrow(tooDeep);
    const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => (levels === 0 ? 1 : wrap(nested(levels - 1, wrap)));
    for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ inner })]) {
      expect(() => key(nested(100, wrap))).not.toThrow();
      expect(() => key(nested(101, wrap))).toThrow(tooDeep);
    }
  });

  it('can be read back, so no two inputs share one', () => {
    fc.assert(
      fc.property(operations, inputs, (operation, input) => {
        expect(decode(cacheKey(operation, input))).toEqual([operation, normal(input)]);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for two inputs exactly if they are', () => {
    fc.assert(
      fc.property(inputs, inputs, (a, b) => {
        expect(key(a) === key(b)).toBe(same(normal(a), normal(b)));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of any properties', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(key(reversed(input))).toBe(key(input));
      }),
      { numRuns: 300 },
    );
  });
});

/** Few characters, most of them the key's own marks, so that inputs come close to each other. */
const texts = fc.string({ unit: fc.constantFrom('a', '1', '"', ':', '#', ';', '{', '}', '[', ']', 'N', 'U', '\ud800', 'é'), maxLength: 4 });
const operations = fc.oneof(fc.constantFrom('list', 'get'), texts);
const leaves = fc.oneof(
  texts,
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, NaN, Infinity, -Infinity, 1),
  fc.double(),
  fc.bigInt({ min: -20n, max: 20n }),
  fc.date({ noInvalidDate: false }),
);
const { inputs } = fc.letrec<{ inputs: unknown }>((tie) => ({
  inputs: fc.oneof(
    { depthSize: 'small' },
    leaves,
    fc.array(tie('inputs'), { maxLength: 3 }),
    fc.dictionary(texts, tie('inputs'), { maxKeys: 4 }),
  ),
}));

function isDictionary(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The input as its key sees it: no -0, no property that is undefined, dates as text. */
function normal(value: unknown): unknown {
  if (value === 0) return 0;
  if (value instanceof Date) return `date ${String(value.getTime())}`;
  if (Array.isArray(value)) return value.map(normal);
  if (!isDictionary(value)) return value;
  return new Map(
    Object.entries(value)
      .filter(([, property]) => property !== undefined)
      .map(([name, property]) => [name, normal(property)]),
  );
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([name, property]) => b.has(name) && same(property, b.get(name)));
  return Object.is(a, b);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isDictionary(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, property]) => [name, reversed(property)]),
  );
}

/** Reads a key back to the operation and the input as `normal` gives it. */
function decode(text: string): [string, unknown] {
  let at = 0;
  const until = (end: string): string => {
    const from = at;
    at = text.indexOf(end, from) + 1;
    return text.slice(from, at - 1);
  };
  const counted = (): string => {
    const length = Number(until(':'));
    at += length;
    return text.slice(at - length, at);
  };
  const value = (): unknown => {
    const mark = text[at];
    at += 1;
    switch (mark ?? '') {
      case '"':
        return counted();
      case '#':
        return Number(until(';'));
      case 'B':
        return BigInt(until(';'));
      case 'D':
        return `date ${until(';')}`;
      case 'T':
        return true;
      case 'F':
        return false;
      case 'N':
        return null;
      case 'U':
        return undefined;
      case '[': {
        const items: unknown[] = [];
        while (text[at] !== ']') items.push(value());
        at += 1;
        return items;
      }
      case '{': {
        const properties = new Map<string, unknown>();
        while (text[at] !== '}') properties.set(counted(), value());
        at += 1;
        return properties;
      }
      default:
        throw new Error(`no such mark: ${String(mark)} at ${String(at)}`);
    }
  };
  const operation = counted();
  const input = value();
  expect(at).toBe(text.length);
  return [operation, input];
}
