export interface RetryAfterOptions {
  /** The computer's own clock, in milliseconds since 1970. */
  readonly now: number;
  /** The same response's `Date` header: the server's idea of now, so that a clock that is wrong, here or there, does no harm. */
  readonly date?: string | null | undefined;
}

/**
 * How long the server asks us to wait, in milliseconds: at least 0, at most 2⁵³ − 1; the caller caps it.
 * A date that is past means 0. What is malformed, a sign or a fraction included, is undefined.
 *
 * @see RFC 9110 §10.2.3
 */
export function parseRetryAfter(value: string | null | undefined, { now, date }: RetryAfterOptions): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER);
  const moment = parseHttpDate(text, now);
  return moment === undefined ? undefined : Math.max(0, moment - (parseHttpDate(date, now) ?? now));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayName = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longDayName = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const month = `(?<month>${months.join('|')})`;
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;
const year = String.raw`(?<year>\d{4})`;

const formats = [
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(String.raw`^${dayName}, (?<day>\d\d) ${month} ${year} ${time} GMT$`),
  // rfc850-date: Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(String.raw`^${longDayName}, (?<day>\d\d)-${month}-(?<shortYear>\d\d) ${time} GMT$`),
  // asctime-date: Sun Nov  6 08:49:37 1994
  new RegExp(String.raw`^${dayName} ${month} (?<day>\d\d| \d) ${time} ${year}$`),
];

/**
 * Milliseconds since 1970 of an HTTP date in one of its three formats, to the letter: `Date.parse` takes anything.
 * Undefined for another text and for a day or time that does not exist. Whether the day of the week fits is not asked:
 * it says nothing that the rest does not.
 *
 * @param now milliseconds since 1970, to find the century of a year of two digits
 * @see RFC 9110 §5.6.7; RFC 5322 §3.3 for the earliest year, 1900
 */
export function parseHttpDate(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  for (const format of formats) {
    const parts = format.exec(text)?.groups;
    if (parts !== undefined) return momentOf(parts, now);
  }
  return undefined;
}

function momentOf(parts: Readonly<Record<string, string | undefined>>, now: number): number | undefined {
  const [day, hour, minute, second] = [parts['day'], parts['hour'], parts['minute'], parts['second']].map(Number);
  const monthIndex = months.indexOf(parts['month'] ?? '');
  const at = (fullYear: number): number | undefined => {
    // 60 is a leap second. All the rest must come back as it went in: 31 Feb does not.
    const midnight = new Date(Date.UTC(fullYear, monthIndex, day));
    const exists = fullYear >= 1900 && midnight.getUTCDate() === day && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
    return exists ? Date.UTC(fullYear, monthIndex, day, hour, minute, second) : undefined;
  };
  if (parts['year'] !== undefined) return at(Number(parts['year']));
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() + 50);
  const latestYear = limit.getUTCFullYear();
  // The latest year with these digits that does not lie more than 50 years ahead.
  const candidate = latestYear - ((latestYear - Number(parts['shortYear'])) % 100);
  const moment = at(candidate);
  // Or that does not exist: 2100 has no 29 Feb, so 2000 was meant.
  return moment === undefined || moment > limit.getTime() ? at(candidate - 100) : moment;
}
