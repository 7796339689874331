/** Whether the request may have arrived: `unknown` means "it may have been done". */
export type Outcome = 'none' | 'unknown';

/** One link of the chain of causes as it may be shown and stored: short, and without secrets. */
export interface ErrorCause {
  /** The class of the error, or the type of what was thrown instead. */
  readonly name: string;
  /** Redacted, at most 500 characters. */
  readonly message: string;
  readonly code?: string;
}

/** Where an error happened. The engine fills in what the thrower could not know. */
export interface ErrorOrigin {
  readonly integration?: string | undefined;
  readonly connection?: string | undefined;
  readonly operation?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** What an error tells beside its category and its sentence; all of it crosses process boundaries. */
export interface ErrorFacts extends ErrorOrigin {
  /** @default the category's own answer, see `error-category.ts` */
  readonly retryable?: boolean | undefined;
  /** How long the other side asked us to wait, in milliseconds, at least 0. What is not that, NaN for instance, counts as not said. */
  readonly retryAfterMs?: number | undefined;
  /** HTTP status, 100 to 999. What is not that counts as not said. */
  readonly statusCode?: number | undefined;
  /** Attempts made, the failed one included: a whole number of at least 0. @default 1 */
  readonly attempts?: number | undefined;
  /** @default the category's own answer, see `error-category.ts` */
  readonly outcome?: Outcome | undefined;
  /** The machine's own word for it, `ENOENT` for instance. */
  readonly code?: string | undefined;
  /** Which input fields are wrong, and why, by dotted path. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** What is left of `cause` on the other side of a process boundary; wins over `cause` when the error is serialised. */
  readonly causes?: readonly ErrorCause[] | undefined;
}

/** Twice what `describeCause` gives, so that a later version may give more; bounded, as what comes from outside is. */
const mostCauses = 16;

const isString = (value: unknown): boolean => typeof value === 'string';

/** The one list of facts, each with what it may be: for copies, and for whatever comes from outside. */
export const factChecks = {
  retryable: (value) => typeof value === 'boolean',
  retryAfterMs: (value) => isNumber(value, 0) && Number.isFinite(value),
  statusCode: (value) => isNumber(value, 100) && Number.isInteger(value) && value <= 999,
  attempts: (value) => isNumber(value, 0) && Number.isInteger(value),
  outcome: (value) => value === 'none' || value === 'unknown',
  code: isString,
  fields: (value) => isObject(value) && Object.values(value).every(isString),
  causes: (value) => Array.isArray(value) && value.length <= mostCauses && value.every(isErrorCause),
  integration: isString,
  connection: isString,
  operation: isString,
  correlationId: isString,
} satisfies Record<keyof ErrorFacts, (value: unknown) => boolean>;

export const factKeys = Object.keys(factChecks) as readonly (keyof ErrorFacts)[];

function isNumber(value: unknown, least: number): value is number {
  return typeof value === 'number' && value >= least;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isErrorCause(value: unknown): value is ErrorCause {
  return (
    isObject(value) && isString(value['name']) && isString(value['message']) && (value['code'] === undefined || isString(value['code']))
  );
}
