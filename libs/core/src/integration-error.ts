import { categories, type ErrorCategory } from './error-category.ts';

/** Whether the request may have arrived: `unknown` means "it may have been done". */
export type Outcome = 'none' | 'unknown';

/** Where an error happened. The engine fills in what the thrower could not know. */
export interface ErrorOrigin {
  readonly integration?: string | undefined;
  readonly connection?: string | undefined;
  readonly operation?: string | undefined;
  readonly correlationId?: string | undefined;
}

export interface IntegrationErrorOptions extends ErrorOrigin {
  /** @default the category's own answer, see `error-category.ts` */
  readonly retryable?: boolean | undefined;
  /** How long the other side asked us to wait, in milliseconds, at least 0. */
  readonly retryAfterMs?: number | undefined;
  readonly statusCode?: number | undefined;
  /** Attempts made, the failed one included. @default 1 */
  readonly attempts?: number | undefined;
  /** @default 'none' */
  readonly outcome?: Outcome | undefined;
  /** The machine's own word for it, `ENOENT` for instance. */
  readonly code?: string | undefined;
  /** Which input fields are wrong, and why, by dotted path. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
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
  readonly integration: string | undefined;
  readonly connection: string | undefined;
  readonly operation: string | undefined;
  readonly correlationId: string | undefined;

  constructor(category: ErrorCategory, message: string, options: IntegrationErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.category = category;
    this.retryable = options.retryable ?? categories[category].retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.statusCode = options.statusCode;
    this.attempts = options.attempts ?? 1;
    this.outcome = options.outcome ?? 'none';
    this.code = options.code;
    this.fields = options.fields;
    this.integration = options.integration;
    this.connection = options.connection;
    this.operation = options.operation;
    this.correlationId = options.correlationId;
  }

  /** The same error with some facts, or its sentence, replaced; the original stays as it is. */
  with(changes: IntegrationErrorOptions, message: string = this.message): IntegrationError {
    const {
      retryable,
      retryAfterMs,
      statusCode,
      attempts,
      outcome,
      code,
      fields,
      integration,
      connection,
      operation,
      correlationId,
      cause,
    } = this;
    const facts = {
      retryable,
      retryAfterMs,
      statusCode,
      attempts,
      outcome,
      code,
      fields,
      integration,
      connection,
      operation,
      correlationId,
      cause,
    };
    const copy = new IntegrationError(this.category, message, { ...facts, ...changes });
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
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
