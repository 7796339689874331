import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 10, 24, 12, 0, 0);
const nineties = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseHttpDate', () => {
  it.each([
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', nineties],
    ['rfc850-date', 'Sunday, 06-Nov-94 08:49:37 GMT', nineties],
    ['asctime-date', 'Sun Nov  6 08:49:37 1994', nineties],
    ['asctime-date with two digits', 'Wed Nov 16 08:49:37 1994', nineties + 10 * 86_400_000],
    ['blanks around', ' \tSun, 06 Nov 1994 08:49:37 GMT ', nineties],
    ['the first and the last moment of a day', 'Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['the last second of a day', 'Thu, 01 Jan 1970 23:59:59 GMT', 86_399_000],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
    ['a leap day', 'Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['the earliest year', 'Mon, 01 Jan 1900 00:00:00 GMT', Date.UTC(1900, 0, 1)],
    ['the latest year', 'Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['a day of the week that does not fit', 'Mon, 06 Nov 1994 08:49:37 GMT', nineties],
  ])('reads %s', (_name, text, moment) => {
    expect(parseHttpDate(text, now)).toBe(moment);
  });

  it.each(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'])('knows %s in every format', (month) => {
    const moment = Date.UTC(2025, monthNames.indexOf(month), 10, 1, 2, 3);
    const day = new Date(moment).getUTCDay();
    expect(
      [
        `${shortDays[day] ?? ''}, 10 ${month} 2025 01:02:03 GMT`,
        `${longDays[day] ?? ''}, 10-${month}-25 01:02:03 GMT`,
        `${shortDays[day] ?? ''} ${month} 10 01:02:03 2025`,
      ].map((text) => parseHttpDate(text, now)),
    ).toEqual([moment, moment, moment]);
  });

  // Ours: 24 Nov 2026, 12:00:00.
  it.each([
    ['26', 2026],
    ['27', 2027],
    ['75', 2075],
    ['76', 1976],
    ['77', 1977],
    ['99', 1999],
    ['00', 2000],
  ])('takes the year %s for %d', (digits, year) => {
    expect(parseHttpDate(`Monday, 25-Nov-${digits} 12:00:00 GMT`, now)).toBe(Date.UTC(year, 10, 25, 12));
  });

  it('looks no more than 50 years ahead, to the second', () => {
    expect(parseHttpDate('Tuesday, 24-Nov-76 12:00:00 GMT', now)).toBe(Date.UTC(2076, 10, 24, 12));
    expect(parseHttpDate('Tuesday, 24-Nov-76 12:00:01 GMT', now)).toBe(Date.UTC(1976, 10, 24, 12, 0, 1));
  });

  it('knows the century at the turn of one, and skips a leap day that does not exist', () => {
    expect(parseHttpDate('Friday, 01-Jan-05 00:00:00 GMT', Date.UTC(2095, 0, 1))).toBe(Date.UTC(2105, 0, 1));
    expect(parseHttpDate('Tuesday, 29-Feb-00 00:00:00 GMT', Date.UTC(2050, 5, 1))).toBe(Date.UTC(2000, 1, 29));
    expect(parseHttpDate('Tuesday, 29-Feb-23 00:00:00 GMT', now)).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    '',
    'soon',
    '2026-11-24T12:00:00Z',
    '06 Nov 1994 08:49:37 GMT',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'Sun, 06 nov 1994 08:49:37 GMT',
    'sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
    'Sun, 06 Nov 1994 08:49 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:00 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Sun, 32 Dec 1994 08:49:37 GMT',
    'Sun, 29 Feb 2026 08:49:37 GMT',
    'Sun, 31 Dec 1899 23:59:59 GMT',
    'Sun, 06 Nov 0094 08:49:37 GMT',
    'Sun,  06 Nov 1994 08:49:37 GMT',
    'xSun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06-Nov-1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37',
    'xSunday, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMTx',
    'Sunday Nov  6 08:49:37 1994',
    'Sun Nov 6 08:49:37 1994',
    'xSun Nov  6 08:49:37 1994',
    'Sun Nov  6 08:49:37 1994 GMT',
    'Sun Nov  0 08:49:37 1994',
  ])('does not guess at %j', (text) => {
    expect(parseHttpDate(text, now)).toBeUndefined();
  });

  it('reads back what it is written as, in every format', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1977, 0, 1) / 1000, max: Date.UTC(2075, 0, 1) / 1000 }), (seconds) => {
        const texts = written(seconds * 1000);
        expect(texts[0]).toBe(new Date(seconds * 1000).toUTCString());
        expect(texts.map((text) => parseHttpDate(text, now))).toEqual([seconds * 1000, seconds * 1000, seconds * 1000]);
      }),
    );
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['1', 1000],
    ['120', 120_000],
    [' 120\t', 120_000],
    ['0007', 7000],
    ['9007199254740', 9_007_199_254_740_000],
    ['9007199254741', Number.MAX_SAFE_INTEGER],
    ['9'.repeat(500), Number.MAX_SAFE_INTEGER],
    ['Tue, 24 Nov 2026 12:01:00 GMT', 60_000],
    ['Tuesday, 24-Nov-26 12:01:00 GMT', 60_000],
    ['Tue Nov 24 12:01:00 2026', 60_000],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 0],
    ['Tue, 24 Nov 2026 11:59:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
  ])('reads %j as %d ms', (value, ms) => {
    expect(parseRetryAfter(value, { now })).toBe(ms);
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '１２',
    'Infinity',
    'NaN',
    '12s',
    '1 2',
    '5, 10',
    'a5',
    '5a',
    'tomorrow',
  ])('ignores %j', (value) => {
    expect(parseRetryAfter(value, { now })).toBeUndefined();
  });

  it.each([
    ['the server’s own clock', 'Tue, 24 Nov 2026 14:00:00 GMT', 60_000],
    ['that clock in an old format', 'Tuesday, 24-Nov-26 13:59:00 GMT', 120_000],
    ['our clock, where the server’s is missing', undefined, 7_260_000],
    ['our clock, where the server’s is null', null, 7_260_000],
    ['our clock, where the server’s is malformed', 'two o’clock', 7_260_000],
  ])('compares a date with %s', (_name, date, ms) => {
    expect(parseRetryAfter('Tue, 24 Nov 2026 14:01:00 GMT', { now, date })).toBe(ms);
  });

  it('needs no clock for seconds', () => {
    expect(parseRetryAfter('30', { now, date: 'Tue, 24 Nov 2026 14:00:00 GMT' })).toBe(30_000);
  });

  it('never throws, and answers with nothing or with a finite time of at least 0', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+0-9A-Za-z:, ]*$/)), {
      nil: undefined,
    });
    fc.assert(
      fc.property(text, text, (value, date) => {
        const ms = parseRetryAfter(value, { now, date });
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back any number of seconds, and any date from any server’s now', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1e9, max: 3e9 }), fc.integer({ min: 0, max: 2 }), (wait, from, format) => {
        expect(parseRetryAfter(String(wait), { now })).toBe(wait * 1000);
        const until = (from + (wait % 1e8)) * 1000;
        const date = new Date(from * 1000).toUTCString();
        expect(parseRetryAfter(written(until)[format], { now, date })).toBe((wait % 1e8) * 1000);
      }),
    );
  });
});

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const shortDays = longDays.map((name) => name.slice(0, 3));

/** A moment in the three formats of an HTTP date. */
function written(ms: number): string[] {
  const [, dayName = '', day = '', month = '', year = '', time = ''] =
    /^(...), (..) (...) (....) (.*) GMT$/.exec(new Date(ms).toUTCString()) ?? [];
  const long = longDays[shortDays.indexOf(dayName)] ?? '';
  return [
    `${dayName}, ${day} ${month} ${year} ${time} GMT`,
    `${long}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
    `${dayName} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`,
  ];
}
