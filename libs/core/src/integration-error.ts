import { categories, type ErrorCategory } from './error-category.ts';
import { factChecks, factKeys, type ErrorCause, type ErrorFacts, type Outcome } from './error-facts.ts';

export type { ErrorCause, ErrorOrigin, Outcome } from './error-facts.ts';

export interface IntegrationErrorOptions extends ErrorFacts {
  readonly cause?: unknown;
}

/**
 * The one error class that leaves a library. Compare by `category`, never by class identity:
 * identity dies when an error crosses a process boundary.
 *
 * `message` is the sentence for the user: what happened and what to do.
 */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
  readonly category: ErrorCategory;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly statusCode: number | undefined;
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly code: string | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly causes: readonly ErrorCause[] | undefined;
  readonly integration: string | undefined;
  readonly connection: string | undefined;
  readonly operation: string | undefined;
  readonly correlationId: string | undefined;
  readonly #genuine = true;

  constructor(category: ErrorCategory, message: string, options: IntegrationErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.category = category;
    this.retryable = options.retryable ?? categories[category].retryable;
    this.retryAfterMs = legal('retryAfterMs', options.retryAfterMs);
    this.statusCode = legal('statusCode', options.statusCode);
    this.attempts = legal('attempts', options.attempts) ?? 1;
    this.outcome = options.outcome ?? categories[category].outcome;
    this.code = options.code;
    this.fields = options.fields;
    this.causes = options.causes;
    this.integration = options.integration;
    this.connection = options.connection;
    this.operation = options.operation;
    this.correlationId = options.correlationId;
  }

  /** The same error with some facts, or its sentence, replaced; the original stays as it is. A new `cause` replaces `causes` too. */
  with(changes: IntegrationErrorOptions, message: string = this.message): IntegrationError {
    const facts: IntegrationErrorOptions = Object.fromEntries(factKeys.map((key) => [key, this[key]]));
    const causes = 'cause' in changes ? undefined : this.causes;
    const copy = new IntegrationError(this.category, message, { ...facts, cause: this.cause, causes, ...changes });
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }

  /** Whether this module made the value, so that reading it is safe; unlike `instanceof`, no proxy can pretend it. */
  static isGenuine(value: unknown): value is IntegrationError {
    return typeof value === 'object' && value !== null && #genuine in value;
  }
}

/** True for our error, also one made by another copy of this module. Never throws, not even for a revoked proxy. */
export function isIntegrationError(value: unknown): value is IntegrationError {
  try {
    return (
      value instanceof Error &&
      value.name === 'IntegrationError' &&
      'category' in value &&
      typeof value.category === 'string' &&
      Object.hasOwn(categories, value.category)
    );
  } catch {
    return false;
  }
}

/** A number that survives every way of serialising it, or undefined; adding 0 makes 0 of -0, which JSON does not know. */
function legal(key: 'retryAfterMs' | 'statusCode' | 'attempts', value: number | undefined): number | undefined {
  return value !== undefined && factChecks[key](value) ? value + 0 : undefined;
}
