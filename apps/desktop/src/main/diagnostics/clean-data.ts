import { redact } from '@wiz/core';

const uuid = /([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/;
/** Fields that hold a moment in milliseconds since 1970. */
const moment = /(?:At|Until|^at|^since|^until)$/;
const firstMoment = Date.UTC(2000, 0);

/**
 * Plain data with every text in it cleaned; ids as we make them stay, moments become readable. Ends at a depth of 12.
 */
export function cleanData(value: unknown, clean: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return cleanAround(value, clean);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 12) return '…';
  if (Array.isArray(value)) return value.map((item) => cleanData(item, clean, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      redact(key),
      moment.test(key) && typeof item === 'number' && item >= firstMoment ? readable(item) : cleanData(item, clean, depth + 1),
    ]),
  );
}

/** Milliseconds since 1970 as people and programs read it; what is no moment stays a number. */
export function readable(at: number): string | number {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : at;
}

/** Ids are random, so they look like secrets. */
function cleanAround(text: string, clean: (text: string) => string): string {
  return text
    .split(uuid)
    .map((part, index) => (index % 2 === 1 ? part : clean(part)))
    .join('');
}
