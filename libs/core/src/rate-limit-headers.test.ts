import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRateLimit, type RateLimitReport } from './rate-limit-headers.ts';

const now = Date.UTC(2026, 10, 24, 12, 0, 0);
const nowSeconds = now / 1000;
/** An hour ahead of us. */
const serverDate = 'Tue, 24 Nov 2026 13:00:00 GMT';

function read(headers: Readonly<Record<string, string | null>>): RateLimitReport | undefined {
  return readRateLimit((name) => headers[name], { now });
}

describe('readRateLimit', () => {
  it.each([
    [{}],
    [{ date: serverDate, 'content-type': 'text/plain' }],
    [{ ratelimit: null, 'retry-after': '' }],
    [{ ratelimit: '"default"', 'x-ratelimit-limit': 'many', 'retry-after': '-1' }],
  ])('finds nothing in %j', (headers) => {
    expect(read(headers)).toBeUndefined();
  });

  it('asks for names in small letters, and works on real headers', () => {
    const headers = new Headers({ 'RateLimit-Policy': '"default";q=100;w=60', RateLimit: '"default";r=50;t=30', 'Retry-After': '5' });
    expect(readRateLimit((name) => headers.get(name), { now })).toEqual({ limit: 100, remaining: 50, resetMs: 5000, retryAfterMs: 5000 });
  });

  describe('in the structured fields of the IETF draft', () => {
    const policy = '"permin";q=50;w=60,"perhr";q=1000;w=3600';
    it.each<[string, string, string | null, RateLimitReport]>([
      ['what is left and until when', '"default";r=50;t=30', null, { remaining: 50, resetMs: 30_000 }],
      ['nothing left', '"default";r=0;t=0', null, { remaining: 0, resetMs: 0 }],
      ['no window', '"default";r=999;pk=:dHJpYWwxMjEzMjM=:', null, { remaining: 999 }],
      ['the limit of the policy of that name', '"permin";r=4;t=3', policy, { limit: 50, remaining: 4, resetMs: 3000 }],
      ['no limit without such a policy', '"other";r=4;t=3', policy, { remaining: 4, resetMs: 3000 }],
      ['the most restrictive, first', '"permin";r=1;t=3, "perhr";r=2;t=900', policy, { limit: 50, remaining: 1, resetMs: 3000 }],
      ['the most restrictive, last', '"permin";r=3;t=3,\t"perhr";r=2;t=900', policy, { limit: 1000, remaining: 2, resetMs: 900_000 }],
      ['the longest wait of equals', '"a";r=2;t=5, "b";r=2;t=6, "c";r=2;t=4', null, { remaining: 2, resetMs: 6000 }],
      ['a wait of nothing before no wait', '"a";r=2, "b";r=2;t=0', null, { remaining: 2, resetMs: 0 }],
      ['the least left before the longest wait', '"a";r=2;t=5, "b";r=1', null, { remaining: 1 }],
      ['ten after nine', '"a";r=10;t=5, "b";r=9;t=6', null, { remaining: 9, resetMs: 6000 }],
      ['a token for a name', 'default;r=5;t=6', 'default;q=7', { limit: 7, remaining: 5, resetMs: 6000 }],
      ['a name with escapes', String.raw`"a\"b\\,;";r=5`, String.raw`"a\"b\\,;";q=7`, { limit: 7, remaining: 5 }],
      ['unknown parameters of every kind', '"a";x;y=?0;z=:YQ==:;acme-burst=tok/en;f=-1.5;s="t;r=1";r=5', null, { remaining: 5 }],
      ['blanks before parameters', '"a";  r=5; t=6', null, { remaining: 5, resetMs: 6000 }],
      ['the last of equal parameters', '"a";r=5;r=6', null, { remaining: 6 }],
      ['fifteen digits', '"a";r=999999999999999', null, { remaining: 999_999_999_999_999 }],
      [
        'only requests, not bytes',
        '"a";r=1;t=1, "b";r=9;t=8',
        '"a";q=10;qu="content-bytes", "b";q=90',
        { limit: 90, remaining: 9, resetMs: 8000 },
      ],
      ['requests named as such', '"b";r=9', '"b";q=90;qu="requests"', { limit: 90, remaining: 9 }],
      ['a malformed time, ignored', '"a";r=5;t=soon', null, { remaining: 5 }],
      ['a negative time, ignored', '"a";r=5;t=-1', null, { remaining: 5 }],
      ['a fraction of a time, ignored', '"a";r=5;t=1.5', null, { remaining: 5 }],
      ['a malformed limit, ignored', '"a";r=5', '"a";q=-3', { remaining: 5 }],
      ['a malformed policy, ignored as a whole', '"a";r=5', '"a";q=9,', { remaining: 5 }],
      ['an item that lacks what is left, skipped', '"a";t=5, "b";r=7;t=8', null, { remaining: 7, resetMs: 8000 }],
      ['an item with a negative rest, skipped', '"a";r=-1, "b";r=7', null, { remaining: 7 }],
    ])('reads %s', (_name, ratelimit, policies, report) => {
      expect(read({ ratelimit, 'ratelimit-policy': policies })).toEqual(report);
    });

    it.each([
      '"a;r=5',
      'a";r=5',
      '"a";r=5,',
      '"a";r=5,  ',
      ',"a";r=5',
      '"a";r=5 "b";r=6',
      '"a";r=5;',
      '"a";R=5',
      '"a";r="5"',
      '"a";r',
      '"a";r=',
      '"a";r=5 ;t=6',
      '"a";r=5x',
      '"a" ;r=5',
      '"ä";r=5',
      String.raw`"a\x";r=5`,
      '"a";r=9999999999999999',
      '"a";r=5.0',
      '("a");r=5',
    ])('ignores %s', (ratelimit) => {
      expect(read({ ratelimit })).toBeUndefined();
    });

    it('takes the smallest limit where there are only policies, and none of what counts bytes', () => {
      expect(read({ 'ratelimit-policy': '"day";q=1000, "min";q=50, "net";q=9;qu="content-bytes"' })).toEqual({ limit: 50 });
      expect(read({ 'ratelimit-policy': '"net";q=9;qu="content-bytes", "odd"' })).toBeUndefined();
    });

    it('has no use for limits of bytes alone', () => {
      expect(read({ ratelimit: '"a";r=1', 'ratelimit-policy': '"a";q=10;qu="content-bytes"' })).toBeUndefined();
    });

    it('is not slowed down by a value made for it', () => {
      const unit = '"\\\\;r=';
      for (const value of ['"'.repeat(4096), unit.repeat(600), `"a"${';r=1'.repeat(1000)}`, `"a"${' '.repeat(4000)}`])
        expect(() => read({ ratelimit: value, 'ratelimit-policy': value })).not.toThrow();
    });
  });

  describe('in the older forms', () => {
    it.each<[string, Readonly<Record<string, string>>, RateLimitReport | undefined]>([
      ['a dictionary', { ratelimit: 'limit=100, remaining=50, reset=30' }, { limit: 100, remaining: 50, resetMs: 30_000 }],
      ['a dictionary in another order', { ratelimit: 'reset=30,remaining=0' }, { remaining: 0, resetMs: 30_000 }],
      ['a dictionary with blanks', { ratelimit: 'limit = 100 , remaining=x' }, { limit: 100 }],
      ['the trio', trio('ratelimit', '100', '50', '30'), { limit: 100, remaining: 50, resetMs: 30_000 }],
      ['a limit with policies', trio('ratelimit', '100, 100;w=60, 1000;w=3600', '9', '1'), { limit: 100, remaining: 9, resetMs: 1000 }],
      ['a limit with a window', trio('ratelimit', '100 ;w=60', '9', '1'), { limit: 100, remaining: 9, resetMs: 1000 }],
      ['GitHub', trio('x-ratelimit', '5000', '4999', String(nowSeconds + 60)), { limit: 5000, remaining: 4999, resetMs: 60_000 }],
      ['the other spelling', trio('x-rate-limit', '15', '14', String(nowSeconds + 900)), { limit: 15, remaining: 14, resetMs: 900_000 }],
      ['seconds that are short', trio('x-ratelimit', '10', '9', '1.005'), { limit: 10, remaining: 9, resetMs: 1005 }],
      ['no fraction in the draft’s own', trio('ratelimit', '10', '9', '1.5'), { limit: 10, remaining: 9 }],
      ['a malformed limit, alone', trio('x-ratelimit', 'ten', '9', '1'), { remaining: 9, resetMs: 1000 }],
      ['a malformed rest, alone', trio('x-ratelimit', '10', '-9', '1'), { limit: 10, resetMs: 1000 }],
      ['a malformed reset, alone', trio('x-ratelimit', '10', '9', '1s'), { limit: 10, remaining: 9 }],
      ['a rest with a list, malformed', trio('x-ratelimit', '10', '9, 9', '1'), { limit: 10, resetMs: 1000 }],
      ['sixteen digits, malformed', trio('x-ratelimit', '1234567890123456', '1234567890123456', '1234567890123456'), undefined],
      ['fifteen digits', trio('x-ratelimit', '123456789012345', '9', ''), { limit: 123_456_789_012_345, remaining: 9 }],
    ])('reads %s', (_name, headers, report) => {
      expect(read(headers)).toEqual(report);
    });

    it.each([
      ['seconds from now', '999999999', 999_999_999_000],
      ['seconds since 1970, long ago', '1000000000', 0],
      ['seconds since 1970', String(nowSeconds + 5), 5000],
      ['seconds since 1970 with a fraction', `${String(nowSeconds + 5)}.25`, 5250],
      ['seconds since 1970, the last ones', '99999999999', 99_999_999_999_000 - now],
      ['milliseconds since 1970, long ago', '100000000000', 0],
      ['milliseconds since 1970', String(now + 1234), 1234],
      ['zero', '0', 0],
    ])('takes a reset for %s', (_name, reset, resetMs) => {
      expect(read({ 'x-ratelimit-reset': reset })).toEqual({ resetMs });
    });

    it('compares a moment with the server’s own clock', () => {
      const reset = String(nowSeconds + 3660);
      expect(read({ date: serverDate, 'x-ratelimit-reset': reset })).toEqual({ resetMs: 60_000 });
      expect(read({ date: 'yesterday', 'x-ratelimit-reset': reset })).toEqual({ resetMs: 3_660_000 });
      expect(read({ date: serverDate, 'x-ratelimit-reset': '60' })).toEqual({ resetMs: 60_000 });
    });

    it('reads GitLab, whose reset is a moment in the draft’s own trio', () => {
      expect(read(trio('ratelimit', '60', '7', String(nowSeconds + 30)))).toEqual({ limit: 60, remaining: 7, resetMs: 30_000 });
    });
  });

  it('mixes no families: the first one that tells what is left counts', () => {
    const old = trio('x-ratelimit', '5000', '4000', '3600');
    expect(read({ ratelimit: '"burst";r=0;t=1', ...old })).toEqual({ remaining: 0, resetMs: 1000 });
    expect(read({ ratelimit: 'malformed=', ...old })).toEqual({ limit: 5000, remaining: 4000, resetMs: 3_600_000 });
    expect(read({ 'ratelimit-policy': '"a";q=9', ...old })).toEqual({ limit: 5000, remaining: 4000, resetMs: 3_600_000 });
    expect(read({ 'ratelimit-policy': '"a";q=9', 'x-ratelimit-limit': '5' })).toEqual({ limit: 9 });
    expect(read({ ...trio('ratelimit', '1', '2', '3'), ratelimit: 'remaining=7', ...old })).toEqual({ remaining: 7 });
    expect(read({ ...old, ...trio('x-rate-limit', '1', '2', '3') })).toEqual({ limit: 5000, remaining: 4000, resetMs: 3_600_000 });
  });

  it.each<[string, Readonly<Record<string, string>>, RateLimitReport]>([
    ['alone', { 'retry-after': '30' }, { resetMs: 30_000, retryAfterMs: 30_000 }],
    ['over an earlier reset', { 'retry-after': '30', ratelimit: '"a";r=0;t=5' }, { remaining: 0, resetMs: 30_000, retryAfterMs: 30_000 }],
    ['over a later reset', { 'retry-after': '30', ratelimit: '"a";r=0;t=99' }, { remaining: 0, resetMs: 30_000, retryAfterMs: 30_000 }],
    ['as a date', { 'retry-after': 'Tue, 24 Nov 2026 13:00:30 GMT', date: serverDate }, { resetMs: 30_000, retryAfterMs: 30_000 }],
    ['of zero', { 'retry-after': '0', 'x-ratelimit-reset': '9' }, { resetMs: 0, retryAfterMs: 0 }],
  ])('lets Retry-After win, %s', (_name, headers, report) => {
    expect(read(headers)).toEqual(report);
  });

  it('lets a malformed Retry-After win nothing', () => {
    expect(read({ 'retry-after': 'later', ratelimit: '"a";r=0;t=5' })).toEqual({ remaining: 0, resetMs: 5000 });
  });

  it('reads 4096 characters, and no more', () => {
    const item = (length: number): string => `"${'a'.repeat(length - 6)}";r=5`;
    expect(read({ ratelimit: item(4096) })).toEqual({ remaining: 5 });
    expect(read({ ratelimit: ` ${item(4096)} ` })).toEqual({ remaining: 5 });
    expect(read({ ratelimit: item(4097) })).toBeUndefined();
    expect(read({ 'retry-after': '0'.repeat(4097) })).toBeUndefined();
  });

  const names = [
    'date',
    'retry-after',
    'ratelimit',
    'ratelimit-policy',
    ...['ratelimit', 'x-ratelimit', 'x-rate-limit'].flatMap((name) => Object.keys(trio(name, '', '', ''))),
  ];

  it('never throws, and tells nothing but finite numbers of at least 0', () => {
    const piece = fc.constantFrom(
      '"a"',
      ';',
      'r',
      't',
      'q',
      '=',
      ',',
      ' ',
      '1',
      '99',
      '-',
      '.',
      ':YQ==:',
      '?1',
      '\\',
      'limit',
      'remaining',
      'w',
      '1795000000',
    );
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
        const report = read(headers);
        for (const number of Object.values(report ?? {}) as number[]) {
          expect(Number.isFinite(number)).toBe(true);
          expect(number).toBeGreaterThanOrEqual(0);
        }
        if (report?.retryAfterMs !== undefined) expect(report.resetMs).toBe(report.retryAfterMs);
        expect(Object.keys(report ?? { some: 1 })).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back what is written in any family', () => {
    const small = fc.nat({ max: 999_999_999 });
    const name = fc.stringMatching(/^[ !#-[\]-~]{0,20}$/);
    fc.assert(
      fc.property(small, small, small, name, (limit, remaining, seconds, policy) => {
        const report = { limit, remaining, resetMs: seconds * 1000 };
        const [l, r, t] = [String(limit), String(remaining), String(seconds)];
        expect(read({ ratelimit: `"${policy}";r=${r};t=${t}`, 'ratelimit-policy': `"${policy}";q=${l};w=60` })).toEqual(report);
        expect(read({ ratelimit: `limit=${l}, remaining=${r}, reset=${t}` })).toEqual(report);
        for (const family of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
          expect(read(trio(family, l, r, t))).toEqual(report);
          expect(read(trio(family, l, r, String(nowSeconds + seconds)))).toEqual(report);
          expect(read(trio(family, l, r, String(now + seconds * 1000)))).toEqual(report);
        }
      }),
    );
  });

  it('reports the most restrictive of any number of limits', () => {
    const item = fc.record({ remaining: fc.nat({ max: 20 }), seconds: fc.nat({ max: 20 }) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
        const ratelimit = items
          .map(({ remaining, seconds }, index) => `"p${String(index)}";r=${String(remaining)};t=${String(seconds)}`)
          .join(', ');
        const remaining = Math.min(...items.map((each) => each.remaining));
        const seconds = Math.max(...items.filter((each) => each.remaining === remaining).map((each) => each.seconds));
        expect(read({ ratelimit })).toEqual({ remaining, resetMs: seconds * 1000 });
      }),
    );
  });
});

function trio(family: string, limit: string, remaining: string, reset: string): Readonly<Record<string, string>> {
  return { [`${family}-limit`]: limit, [`${family}-remaining`]: remaining, [`${family}-reset`]: reset };
}
