import { causeChain, read } from './cause-chain.ts';
import { factChecks, type ErrorCause } from './error-facts.ts';

/** Characters looked at, and characters kept. Looking at few bounds the time, whatever the text is. */
const maxInput = 2000;
const maxOutput = 500;
const maxLevels = 4;
const maxCauses = 8;

const gone = '[redacted]';

/** A value behind a key: in quotation marks, in escaped ones, or up to the next blank. The closing mark may be cut off. */
const quotedValue = String.raw`"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\\+"[^"]*"?`;
const separator = String.raw`\\{0,4}["']?\s{0,8}[:=]\s{0,8}`;
const secretKey =
  'token|secret|passw|passphrase|pwd|(?<![a-z])pass(?![a-z])|api[-_. ]?key|access[-_. ]?key|private[-_. ]?key|auth(?!or)|cookie|session|credential|signature|refresh|jwt';

/**
 * In this order, since a later rule relies on what an earlier one took away. Every repetition is bounded or over a
 * set of characters that cannot match what follows it, so none of them can run away.
 */
const rules: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, gone],
  // Headers with several values run to the end of their line.
  [new RegExp(`(authorization|cookie)(${separator})(?:${quotedValue}|[^\\r\\n]*)`, 'gi'), `$1$2${gone}`],
  [/\b(bearer|basic)\s{1,8}[\w+/=.~:-]+/gi, `$1 ${gone}`],
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s"'<>/?#]*)([^\s"'<>]*)/gi, bareUrl],
  [/\?[\w.~%[\]-]{1,64}=[^\s"'<>]*/g, ''],
  [new RegExp(`((?:${secretKey})[\\w.-]{0,32}${separator})(?:${quotedValue}|[^\\s&;]+)`, 'gi'), `$1${gone}`],
  [new RegExp(`(--[\\w-]{0,32}(?:${secretKey})[\\w-]{0,32}\\s{1,8})(?:${quotedValue}|\\S+)`, 'gi'), `$1${gone}`],
  // GitHub, GitLab, OpenAI and Anthropic, Stripe, Slack, Linear, npm, AWS, Google, JSON Web Tokens.
  [
    /(?<![A-Za-z0-9])(?:gh[opusr]_|github_pat_|glpat-|sk-(?=[\w-]{8})|[rs]k_(?:live|test)_|xox[a-z]-|xapp-|lin_(?:api|oauth)_|npm_(?=[A-Za-z0-9]{20})|A[KS]IA(?=[A-Z0-9]{8})|AIza|ya29\.|eyJ)[\w.-]+/g,
    gone,
  ],
  [/[A-Za-z0-9+]{32,}={0,2}/g, gone],
  // First between the slashes of a path, which stays; then base64, in which slashes are letters.
  [/[\w+=-]{32,}/g, ifOpaque],
  [/[\w+/=-]{32,}/g, ifOpaque],
  [/(?:\/home|\/Users)\/[^/\s"':]+/g, '~'],
  [/[A-Z]:[\\/]+Users[\\/]+(?:[^\\/\r\n"':<>|*?]{1,64}(?=[\\/])|[^\\/\s"']+)/gi, '~'],
];

/**
 * The text without what must not be shown or stored: credentials, what a URL has beside its origin and path, and the
 * user's name in paths. Takes time in proportion to the first 2,000 characters and gives back at most 500.
 */
export function redact(text: string): string {
  // `replace` takes either, but has no one signature for it.
  const clean = rules.reduce((left, [pattern, by]) => left.replace(pattern, by as string), head(text));
  return clean.length > maxOutput ? `${clean.slice(0, maxOutput - 1)}…` : clean;
}

/**
 * What may be said of a chain of causes: four levels, the first few of an `AggregateError` too, eight in all,
 * outermost first. Never throws.
 */
export function describeCause(thrown: unknown): readonly ErrorCause[] {
  const causes: ErrorCause[] = [];
  for (const { value, depth, name, message, code } of causeChain(thrown)) {
    if (depth >= maxLevels) continue;
    causes.push(described(name ?? typeof value, message ?? textOf(value), code), ...earlierCauses(value));
  }
  return causes.slice(0, maxCauses);
}

function described(name: string, message: string, code: string | undefined): ErrorCause {
  return { name: redact(name), message: redact(message), ...(code === undefined ? {} : { code: redact(code) }) };
}

/** Numbers and the like as text; objects and functions could run anything when they are asked for theirs. */
function textOf(value: unknown): string {
  const asTold = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'symbol';
  return asTold ? String(value) : '';
}

/** What an error has brought along from the other side of a process boundary. */
function earlierCauses(value: unknown): readonly ErrorCause[] {
  const causes = read(value, 'causes');
  try {
    return isCauses(causes) ? causes.map(({ name, message, code }) => described(name, message, code)) : [];
  } catch {
    return [];
  }
}

function isCauses(value: unknown): value is readonly ErrorCause[] {
  return factChecks.causes(value);
}

/** The beginning, without the word that the cut goes through: half a secret is not recognised as one. */
function head(text: string): string {
  if (text.length <= maxInput) return text;
  let end = maxInput;
  while (/[\w+/=.~%-]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** The URL without user and password, query and fragment. */
function bareUrl(_: string, scheme: string, authority: string, rest: string): string {
  // Where a password holds the very signs that end an address, what follows the colon is no port.
  const holdsPassword = /:(?!\d{1,5}$)/.test(authority) && !authority.includes('@');
  const upTo = (holdsPassword ? authority + rest : authority).lastIndexOf('@') + 1;
  return scheme + (authority + rest).slice(upTo).replace(/[?#].*/, '');
}

/** Random text changes between small letters, capitals and digits all the time; words and paths hardly do. */
function ifOpaque(run: string): string {
  const changes = run.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes * 6 >= run.length ? gone : run;
}
