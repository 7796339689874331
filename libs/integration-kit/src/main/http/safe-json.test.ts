import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestsDeeperThan, parseSafeJson, UnsafeJson } from './safe-json.ts';

function levelsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
}

const result = (run: () => unknown): unknown => {
  try {
    return { value: run() };
  } catch (error) {
    return (error as Error).name;
  }
};

describe('nestsDeeperThan', () => {
  it('counts the levels of any JSON as they are once it is parsed', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'large' }), fc.constantFrom(0, 2, 4), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const written = JSON.stringify(value, undefined, indent);
        const levels = levelsOf(value);
        expect(nestsDeeperThan(written, levels)).toBe(false);
        if (levels > 0) expect(nestsDeeperThan(written, levels - 1)).toBe(true);
      }),
    );
  });

  it('never takes brackets in strings for levels', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', '{', '"', '\\', ']', '}', 'u') }), (text) => {
        expect(nestsDeeperThan(JSON.stringify([text]), 1)).toBe(false);
      }),
    );
  });

  it('ends for text that is no JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', '{', '"', '\\', ']', '}', 'a') }), (text) => {
        expect(typeof nestsDeeperThan(text, 3)).toBe('boolean');
      }),
    );
  });
});

describe('parseSafeJson', () => {
  it('parses as JSON.parse does, text that is no JSON included', () => {
    const pieces = fc.constantFrom('[', ']', '{', '}', '"', 'a', ':', ',', '1', '\\', ' ', 'null');
    const texts = fc.oneof(fc.json(), fc.string({ unit: pieces, maxLength: 12 }), fc.string());
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(result(() => parseSafeJson(text))).toEqual(result(() => JSON.parse(text)));
      }),
    );
  });

  it('takes 100 levels and no more, without overflow for a million', () => {
    const nested = (levels: number): string => '[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
    expect(levelsOf(parseSafeJson(nested(100)))).toBe(100);
    for (const levels of [102, 10_000, 1_000_000]) expect(() => parseSafeJson(nested(levels))).toThrow(UnsafeJson);
  });

  it.each([
    '{"__proto__":{"a":1}}',
    '[{"a":[{"__proto__":null}]}]',
    String.raw`{"\u005f_proto__":{"a":1}}`,
    '{"constructor":{"prototype":{"a":1}}}',
    String.raw`{"constr\u0075ctor":{"prototype":{"a":1}}}`,
  ])('refuses %s', (text) => {
    expect(() => parseSafeJson(text)).toThrow(UnsafeJson);
  });

  it.each(['{"text":"__proto__"}', '{"constructor":"Lego"}', '{"constructor":{"name":"x"}}', String.raw`{"a\u0062":"\u005f"}`])(
    'takes %s, which does no harm',
    (text) => {
      expect(parseSafeJson(text)).toEqual(JSON.parse(text));
    },
  );
});
