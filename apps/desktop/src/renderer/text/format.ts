const counts = new Intl.NumberFormat('en');
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] as const;
const longMonths = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;
const sizeUnits = ['kB', 'MB', 'GB', 'TB'] as const;

/** A whole number with thousands separators: “12,345”. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A number with its noun, in the singular for exactly one: “1 match”, “3 matches”. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * A size in decimal units, as file managers show it: “950 bytes”, “1.2 MB”.
 * @param bytes at least 0
 */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte', 'bytes');
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < sizeUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${oneDigit.format(value)} ${sizeUnits[unit] ?? 'kB'}`;
}

/**
 * How long something took: “12 ms”, “1.4 s”, “2 min 05 s”.
 * @param ms at least 0
 */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < 60_000) return `${oneDigit.format(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return `${formatCount(Math.floor(seconds / 60))} min ${twoDigits(seconds % 60)} s`;
}

/** A moment in full, in the person's own time zone: “22 Nov 2026, 14:03:22”. */
export function formatMoment(at: number): string {
  return `${dateOf(at)}, ${timeOf(at)}`;
}

/** A moment to the minute, for tables: “22 Nov 2026, 14:03”. */
export function formatMinute(at: number): string {
  return `${dateOf(at)}, ${formatClock(at)}`;
}

/** A moment of today to the minute: “14:32”. */
export function formatClock(at: number): string {
  return timeOf(at).slice(0, 5);
}

/**
 * Time that is left, for countdowns: “0:42”, “12:05”, “1:00:00”. A second that has begun counts as whole.
 * @param ms below 0 counts as 0
 */
export function formatCountdown(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${String(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}` : `${String(minutes)}:${twoDigits(seconds % 60)}`;
}

/**
 * A moment as short as it can be said: the time for today, else the date as well.
 * @param now milliseconds since 1970
 */
export function formatWhen(at: number, now: number): string {
  const [day, today] = [new Date(at), new Date(now)];
  if (day.toDateString() === today.toDateString()) return timeOf(at);
  const date = day.getFullYear() === today.getFullYear() ? dayOf(day) : dateOf(at);
  return `${date}, ${formatClock(at)}`;
}

/** A day in a sentence, in the person's own time zone: “1 March 2027”. */
export function formatDay(at: number): string {
  const day = new Date(at);
  return `${String(day.getDate())} ${longMonths[day.getMonth()] ?? ''} ${String(day.getFullYear())}`;
}

// By hand, as Britons write it: a formatter of Intl costs more to make than a whole list of runs to draw, and one that is kept
// stays in the time zone in which it was made.

function timeOf(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(':');
}

function dateOf(at: number): string {
  const day = new Date(at);
  return `${dayOf(day)} ${String(day.getFullYear())}`;
}

function dayOf(day: Date): string {
  return `${String(day.getDate())} ${months[day.getMonth()] ?? ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `createFolder` as words: “Create folder”. */
export function words(name: string): string {
  const spaced = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
