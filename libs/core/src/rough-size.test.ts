import { describe, expect, it } from 'vitest';
import { roughSize } from './rough-size.ts';

describe('roughSize', () => {
  it('counts 8 bytes for what is no text and no object, and 2 more for each character of a text', () => {
    for (const value of [undefined, null, 0, -1.5, NaN, true, false, 10n, Symbol('s'), () => 1]) expect(roughSize(value)).toBe(8);
    expect(roughSize('')).toBe(8);
    expect(roughSize('abc')).toBe(14);
  });

  it('counts an object with its names and what they lead to', () => {
    expect(roughSize({})).toBe(40);
    expect(roughSize({ a: 1 })).toBe(50);
    expect(roughSize({ name: 'abc', on: true })).toBe(40 + 8 + 14 + 4 + 8);
    expect(roughSize({ a: { b: null } })).toBe(40 + 2 + 40 + 2 + 8);
    expect(roughSize(new Date())).toBe(40);
  });

  it('counts the items of lists, sets and maps, keys included', () => {
    expect(roughSize([])).toBe(40);
    expect(roughSize([1, 'a', [2]])).toBe(40 + 8 + 10 + 48);
    expect(roughSize(new Set([1, 'a']))).toBe(40 + 8 + 10);
    expect(roughSize(new Map([['a', 1]]))).toBe(40 + 40 + 10 + 8);
  });

  it('counts binary data by its length', () => {
    expect(roughSize(new Uint8Array(1000))).toBe(1040);
    expect(roughSize(new Float64Array(1000))).toBe(8040);
    expect(roughSize(new DataView(new ArrayBuffer(100), 10, 20))).toBe(60);
    expect(roughSize(new ArrayBuffer(500))).toBe(540);
    expect(roughSize({ data: new Uint8Array(1000) })).toBe(40 + 8 + 1040);
  });

  it('counts what is shared or circular once', () => {
    const shared = { text: 'x'.repeat(1000) };
    expect(roughSize([shared, shared])).toBe(40 + roughSize(shared) + 8);
    const circular: Record<string, unknown> = { a: 1 };
    circular['self'] = circular;
    expect(roughSize(circular)).toBe(40 + 2 + 8 + 8 + 8);
  });

  it('looks at ten thousand items and takes the rest of a list to be like them', () => {
    let asked = 0;
    const list = new Proxy(new Array(1_000_000).fill('ab'), {
      get: (target, name) => {
        if (typeof name === 'string' && name !== 'length') asked += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
    expect(roughSize(list)).toBe(40 + 12 * 1_000_000);
    expect(asked).toBe(10_000);
    const uneven = [...new Array<string>(10_000).fill(''), 'x'.repeat(5000)];
    expect(roughSize(uneven)).toBe(40 + 8 * 10_001);
    expect(roughSize(uneven.slice(1))).toBe(40 + 8 * 9_999 + 10_008);
  });

  it('is exact for equal rows, however many', () => {
    const row = (): unknown => ({ id: 1, name: 'ab', tags: ['x'] });
    const rowBytes = roughSize(row());
    for (const count of [10, 1000, 100_000]) {
      const rows = Array.from({ length: count }, row);
      expect(roughSize(rows)).toBeCloseTo(40 + rowBytes * count, -Math.floor(Math.log10(count * 10)));
      expect(Math.abs(roughSize(rows) / (40 + rowBytes * count) - 1)).toBeLessThan(0.001);
    }
  });

  it('takes the objects of an object that are too many to be like those before, and still counts its plain values', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${String(10_000 + index)}`, { a: 1 }]));
    // A name has 6 characters, an object with one number 50 bytes.
    expect(roughSize(many)).toBe(40 + 20_000 * (12 + 50));
    const page = { items: new Array(20_000).fill(1), next: 'x'.repeat(50), none: null, more: {}, total: 7 };
    expect(roughSize(page)).toBe(40 + (10 + 8 + 8 + 8 + 10) + 2 * (40 + 20_000 * 8) + 108 + 8 + 8);
    const late = { ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${String(10_000 + index)}`, 1])), rest: { a: 1 } };
    expect(roughSize(late)).toBe(40 + 10_000 * (12 + 8) + 8 + 8);
  });

  it('stops at 500 levels and does not run out of stack', () => {
    const nested = (levels: number): unknown => {
      let value: unknown = [];
      for (let level = 1; level < levels; level += 1) value = [value];
      return value;
    };
    expect(roughSize(nested(500))).toBe(500 * 40);
    expect(roughSize(nested(501))).toBe(500 * 40 + 8);
    expect(roughSize(nested(100_000))).toBe(500 * 40 + 8);
    let chain: object = {};
    for (let level = 1; level < 501; level += 1) chain = { a: chain };
    expect(roughSize(chain)).toBe(500 * 42 + 8);
  });

  it('never throws', () => {
    const broken = {
      get bad(): unknown {
        throw new Error('no');
      },
      good: 'ab',
    };
    expect(roughSize(broken)).toBe(40 + 6 + 8 + 8 + 12);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(roughSize(proxy)).toBe(40);
    expect(roughSize(new Proxy(new Map([['a', 1]]), {}))).toBe(40);
  });

  it('takes little time for a value of a million rows', () => {
    const rows = Array.from({ length: 1_000_000 }, (_, id) => id);
    expect(roughSize({ rows })).toBe(40 + 8 + 40 + 8_000_000);
  });
});
