import { parseHttpDate, parseRetryAfter } from './retry-after.ts';

/** What a response tells of the server's own limit. Hints: `remaining` is no promise, and `resetMs` wants jitter. */
export interface RateLimitReport {
  /** Requests allowed in a window. */
  readonly limit?: number;
  /** Requests left in the current window. */
  readonly remaining?: number;
  /** Milliseconds until the window ends, at least 0; the same as `retryAfterMs` where that is present. */
  readonly resetMs?: number;
  /** Milliseconds that the server asks to wait, at least 0, at most 2⁵³ − 1. */
  readonly retryAfterMs?: number;
}

/** The value of one header, by its name in small letters; several lines of it joined by `, `, as `Headers.get` does. */
export type HeaderReader = (name: string) => string | null | undefined;

type Quota = Pick<RateLimitReport, 'limit' | 'remaining' | 'resetMs'>;
type Parameters = ReadonlyMap<string, string>;

/** Longer values are no limits but an attack. */
const longestValue = 4096;

/**
 * Reads the rate limit headers of a response, whichever of the common families they are of: the IETF draft's `RateLimit`
 * and `RateLimit-Policy`, its older forms, a dictionary and the trio `RateLimit-Limit`, `-Remaining`, `-Reset`; then `X-RateLimit-*` and `X-Rate-Limit-*`.
 * Families are never mixed, for their windows may differ: the first one that tells what remains counts, else the first
 * that tells anything. Malformed values are ignored, each for itself. `Retry-After` wins over every reset.
 *
 * @param now the computer's own clock, in milliseconds since 1970; only for resets and dates when `Date` is missing
 * @returns undefined when nothing usable is there
 * @see draft-ietf-httpapi-ratelimit-headers-11 §7; RFC 9651 for structured fields
 */
export function readRateLimit(get: HeaderReader, { now }: { readonly now: number }): RateLimitReport | undefined {
  const read = (name: string): string => {
    const value = get(name)?.trim() ?? '';
    return value.length > longestValue ? '' : value;
  };
  const date = read('date');
  const serverNow = parseHttpDate(date, now) ?? now;
  const families = [
    readStructured(read('ratelimit'), read('ratelimit-policy')),
    readDictionary(read('ratelimit')),
    readTrio(read, 'ratelimit', wholeNumber, serverNow),
    readTrio(read, 'x-ratelimit', decimal, serverNow),
    readTrio(read, 'x-rate-limit', decimal, serverNow),
  ].filter((family) => Object.keys(family).length > 0);
  const quota = families.find(({ remaining }) => remaining !== undefined) ?? families[0];
  const retryAfterMs = parseRetryAfter(read('retry-after'), { now, date });
  if (retryAfterMs === undefined) return quota;
  return { ...quota, resetMs: retryAfterMs, retryAfterMs };
}

const wholeNumber = /^\d{1,15}$/;
/** Discord sends fractions of a second. */
const decimal = /^\d{1,15}(?:\.\d{1,6})?$/;

function numberFrom(text: string | undefined, shape = wholeNumber): number | undefined {
  return text !== undefined && shape.test(text) ? Number(text) : undefined;
}

function quotaOf(limit: number | undefined, remaining: number | undefined, resetMs: number | undefined): Quota {
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetMs === undefined ? {} : { resetMs }),
  };
}

function readTrio(read: (name: string) => string, family: string, resetShape: RegExp, serverNow: number): Quota {
  // The limit that applies comes first, policies may follow: `100, 100;w=60, 1000;w=3600`.
  const [limit] = read(`${family}-limit`).split(/[,;]/, 1);
  const reset = numberFrom(read(`${family}-reset`), resetShape);
  return quotaOf(
    numberFrom(limit?.trimEnd()),
    numberFrom(read(`${family}-remaining`)),
    reset === undefined ? undefined : untilReset(reset, serverNow),
  );
}

/**
 * A reset is whatever its size says, as no header does: from 10¹¹ on milliseconds since 1970 (1973; as seconds the
 * year 5138), from 10⁹ on seconds since 1970 (2001; as a wait 31 years), below that seconds from now.
 */
function untilReset(value: number, serverNow: number): number {
  if (value < 1e9) return Math.ceil(value * 1000);
  return Math.max(0, Math.ceil(value < 1e11 ? value * 1000 : value) - serverNow);
}

/** The draft's own form of 2023, `limit=100, remaining=50, reset=30`, which express-rate-limit made popular. */
function readDictionary(limits: string): Quota {
  const members = new Map(
    limits.split(',').map((member): [string, string] => {
      const [name = '', value = ''] = member.split('=', 2);
      return [name.trim(), value.trim()];
    }),
  );
  return quotaOf(numberFrom(members.get('limit')), numberFrom(members.get('remaining')), inMs(numberFrom(members.get('reset'))));
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function readStructured(limits: string, policies: string): Quota {
  const quotas = new Map<string, { readonly limit: number | undefined; readonly unit: string }>();
  for (const { name, parameters } of parseList(policies) ?? [])
    quotas.set(name, { limit: numberFrom(parameters.get('q')), unit: parameters.get('qu') ?? '"requests"' });
  const known: { readonly remaining: number; readonly waitMs: number; readonly quota: Quota }[] = [];
  for (const { name, parameters } of parseList(limits) ?? []) {
    const policy = quotas.get(name);
    const remaining = numberFrom(parameters.get('r'));
    const resetMs = inMs(numberFrom(parameters.get('t')));
    // What counts bytes or parallel requests must not be taken for requests.
    if (remaining !== undefined && (policy?.unit ?? '"requests"') === '"requests"')
      known.push({ remaining, waitMs: resetMs ?? -1, quota: quotaOf(policy?.limit, remaining, resetMs) });
  }
  // The most restrictive one: least remaining, then longest to wait.
  const [tightest] = known.sort((a, b) => a.remaining - b.remaining || b.waitMs - a.waitMs);
  if (tightest !== undefined) return tightest.quota;
  const allowed = [...quotas.values()].flatMap(({ limit, unit }) => (limit !== undefined && unit === '"requests"' ? [limit] : []));
  return quotaOf(allowed.length > 0 ? Math.min(...allowed) : undefined, undefined, undefined);
}

const key = String.raw`[a-z*][a-z0-9_.*-]*`;
const bareItem = [
  String.raw`"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"`,
  String.raw`:[A-Za-z0-9+/=]*:`,
  String.raw`\?[01]`,
  String.raw`-?\d{1,15}(?:\.\d{1,3})?`,
  String.raw`[A-Za-z*][\w!#$%&'*+.^|~\x60:/-]*`,
].join('|');
const nameAt = new RegExp(`(?:${bareItem})`, 'y');
const parameterAt = new RegExp(`; *(?<key>${key})(?:=(?<value>${bareItem}))?`, 'y');
const nextAt = /[ \t]*,[ \t]*(?=.)/y;

/** The members of a structured list, values still in their own notation; undefined when the list as a whole is malformed. */
function parseList(text: string): { readonly name: string; readonly parameters: Parameters }[] | undefined {
  const members: { name: string; parameters: Map<string, string> }[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    position += match?.[0].length ?? 0;
    return match;
  };
  do {
    const name = take(nameAt)?.[0];
    if (name === undefined) return undefined;
    const parameters = new Map<string, string>();
    for (let match = take(parameterAt); match !== null; match = take(parameterAt))
      parameters.set(match.groups?.['key'] ?? '', match.groups?.['value'] ?? '?1');
    members.push({ name, parameters });
  } while (take(nextAt) !== null);
  return position === text.length ? members : undefined;
}
