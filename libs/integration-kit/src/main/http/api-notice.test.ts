import { describe, expect, it } from 'vitest';
import { readApiNotices } from './api-notice.ts';

const now = Date.UTC(2026, 10, 28);
const read = (headers: Readonly<Record<string, string>>) =>
  readApiNotices((name) => headers[name] ?? null, 'https://api.example.com/v1/things', now);

describe('readApiNotices', () => {
  it('reads the examples of RFC 9745', () => {
    expect(read({ deprecation: '@1688169599' })).toEqual([{ kind: 'deprecation', at: 1688169599000, link: null }]);
    expect(
      read({ deprecation: '@1688169599', link: '<https://developer.example.com/deprecation>; rel="deprecation"; type="text/html"' }),
    ).toEqual([{ kind: 'deprecation', at: 1688169599000, link: 'https://developer.example.com/deprecation' }]);
    expect(read({ deprecation: '@1688169599', sunset: 'Sun, 30 Jun 2024 23:59:59 UTC' })).toEqual([
      { kind: 'sunset', at: Date.UTC(2024, 5, 30, 23, 59, 59), link: null },
      { kind: 'deprecation', at: 1688169599000, link: null },
    ]);
  });

  it('reads the examples of RFC 8594', () => {
    const sunset = { kind: 'sunset', at: Date.UTC(2018, 11, 31, 23, 59, 59) };
    expect(read({ sunset: 'Sat, 31 Dec 2018 23:59:59 GMT' })).toEqual([{ ...sunset, link: null }]);
    const link = '<https://example.net/sunset>;rel="sunset";type="text/html"';
    expect(read({ sunset: 'Sat, 31 Dec 2018 23:59:59 GMT', link })).toEqual([{ ...sunset, link: 'https://example.net/sunset' }]);
  });

  it.each([
    ['true', null],
    ['?1', null],
    ['Sat, 31 Dec 2018 23:59:59 GMT', Date.UTC(2018, 11, 31, 23, 59, 59)],
    ['@-62;by="somebody"', -62_000],
    [' @0 ', 0],
  ])('reads Deprecation: %s', (deprecation, at) => {
    expect(read({ deprecation })).toEqual([{ kind: 'deprecation', at, link: null }]);
  });

  it.each(['', 'false', '?0', '1688169599', '@soon', '@1e9', '@9999999999999999', 'Sat, 31 Feb 2018 23:59:59 GMT', 'version="v1"'])(
    'takes “%s” for nothing said',
    (value) => {
      expect(read({ deprecation: value, sunset: value, link: '<https://example.net/x>; rel="deprecation"' })).toEqual([]);
    },
  );

  it('takes no page alone for a notice: it may tell of rules only', () => {
    expect(read({ link: '<https://example.net/rules>; rel="deprecation"' })).toEqual([]);
  });

  it.each([
    ['</old>; rel=sunset', 'https://api.example.com/old'],
    ['<https://example.net/d>; rel="deprecation"', 'https://example.net/d'],
    ['<http://example.net/x>; rel="sunset", <https://example.net/d>; rel="deprecation"', 'https://example.net/d'],
    ['<javascript:alert(1)>; rel="sunset"', null],
    ['<https://me:pass@example.net/x>; rel="sunset"', null],
    [`<https://example.net/${'x'.repeat(3000)}>; rel="sunset"`, null],
    ['<https://>; rel="sunset"', null],
    ['<https://example.net/x>; rel="next"', null],
  ])('finds the page in %s', (link, found) => {
    expect(read({ sunset: 'Sat, 31 Dec 2018 23:59:59 GMT', link })[0]?.link).toBe(found);
  });
});
